package dev.cairn.standalone.evaluation;

import dev.cairn.rerank.evaluate.Query;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.standalone.training.Words;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Queries that were known before they were asked, which makes figures too good.
 *
 * @param gallery ids of those that are gallery images too
 * @param nonLandmarkSet ids of those that are in the set of non-landmarks too
 */
public record Overlap(List<String> gallery, List<String> nonLandmarkSet) {
  private static final int NAMED = 5;

  static Overlap of(List<Query> queries, Predictions predictions, Set<String> nonLandmarkSet) {
    List<String> ids = queries.stream().map(Query::id).toList();
    return new Overlap(
        predictions.gallery().stream()
            .flatMap(census -> ids.stream().filter(census::holds))
            .toList(),
        ids.stream().filter(nonLandmarkSet::contains).toList());
  }

  /**
   * Refuses any.
   *
   * @throws CairnException with {@code RECORD_INVALID} when there is one
   */
  public void refuse() {
    if (!sentences().isEmpty()) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          String.join(" ", sentences())
              + " Take them out of the truth, or go on with --allow-overlap.");
    }
  }

  /** One for each kind that there is. */
  List<String> sentences() {
    return Stream.of(
            sentence(gallery, "the gallery"), sentence(nonLandmarkSet, "the set of non-landmarks"))
        .flatMap(List::stream)
        .toList();
  }

  private static List<String> sentence(List<String> ids, String where) {
    if (ids.isEmpty()) {
      return List.of();
    }
    String named = ids.stream().limit(NAMED).map(Words::line).collect(Collectors.joining(", "));
    return List.of(
        "Queries that are in %s too: %,d (%s%s)."
            .formatted(where, ids.size(), named, ids.size() > NAMED ? " and others" : ""));
  }
}
