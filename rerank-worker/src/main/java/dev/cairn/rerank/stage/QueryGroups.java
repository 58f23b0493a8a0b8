package dev.cairn.rerank.stage;

import dev.cairn.rerank.classes.ClassIndex;
import dev.cairn.rerank.classes.ClassIndexes;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.schemas.error.CairnException;
import java.io.IOError;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Queries of any ensembles, served ensemble by ensemble; what is wrong with one harms no other.
 *
 * @param classIndexes used by the calling thread alone
 */
public record QueryGroups(ClassIndexes classIndexes) {

  /** Serves queries of one ensemble. */
  @FunctionalInterface
  public interface Step<T> {
    /**
     * One result a query, in the same order.
     *
     * @param queries checked against {@code classIndex}, not empty
     * @throws CairnException when none of them can be served
     * @throws IOException when the gallery is broken
     */
    List<T> serve(List<Embedding> queries, ClassIndex classIndex) throws IOException;
  }

  /**
   * One reply a query, in the same order.
   *
   * @throws IOError when the gallery is broken, which is no fault of the queries
   */
  public <T> List<Reply<T>> serve(List<Embedding> batch, Step<T> step) {
    Map<String, List<Integer>> byEnsemble =
        IntStream.range(0, batch.size())
            .boxed()
            .collect(
                Collectors.groupingBy(
                    place -> batch.get(place).ensembleDigest(),
                    LinkedHashMap::new,
                    Collectors.toList()));
    List<Reply<T>> replies = new ArrayList<>(Collections.nCopies(batch.size(), null));
    for (List<Integer> places : byEnsemble.values()) {
      try {
        serveEnsemble(batch, places, step, replies);
      } catch (CairnException e) {
        places.forEach(place -> replies.set(place, refused(e)));
      }
    }
    return replies;
  }

  /** Gives the queries at these places, all of one ensemble, their replies. */
  private <T> void serveEnsemble(
      List<Embedding> batch, List<Integer> places, Step<T> step, List<Reply<T>> replies) {
    ClassIndex classIndex = classIndex(batch.get(places.getFirst()));
    List<Integer> fitting = new ArrayList<>();
    for (int place : places) {
      try {
        classIndex.check(batch.get(place).modelVectors());
        fitting.add(place);
      } catch (CairnException e) {
        replies.set(place, refused(e));
      }
    }
    if (!fitting.isEmpty()) {
      List<T> found = found(fitting.stream().map(batch::get).toList(), classIndex, step);
      for (int i = 0; i < found.size(); i++) {
        replies.set(fitting.get(i), new Reply.Found<>(found.get(i)));
      }
    }
  }

  private ClassIndex classIndex(Embedding query) {
    try {
      return classIndexes.of(query.modelDigests());
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read the bundles of the ensemble", e);
    }
  }

  private static <T> List<T> found(List<Embedding> queries, ClassIndex classIndex, Step<T> step) {
    try {
      return step.serve(queries, classIndex);
    } catch (IOException e) {
      throw new IOError(e);
    }
  }

  private static <T> Reply<T> refused(CairnException e) {
    return new Reply.Refused<>(e.code(), e.getMessage());
  }
}
