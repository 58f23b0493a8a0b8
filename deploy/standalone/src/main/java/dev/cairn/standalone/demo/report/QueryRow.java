package dev.cairn.standalone.demo.report;

import java.util.List;
import java.util.Optional;

/**
 * A query photograph and its prediction.
 *
 * @param truth the landmark it shows; empty for a non-landmark
 * @param predicted empty when the workers abstained
 * @param logScore natural logarithm; may be minus infinity
 * @param jpeg the photograph, or a smaller version of it
 * @param neighbours nearest first
 * @param terms the parts of the score of the predicted landmark
 */
public record QueryRow(
    String imageId,
    Optional<String> truth,
    Optional<String> predicted,
    double confidence,
    double logScore,
    byte[] jpeg,
    List<NeighbourTile> neighbours,
    List<Term> terms) {

  public QueryRow {
    neighbours = List.copyOf(neighbours);
    terms = List.copyOf(terms);
  }

  Verdict verdict() {
    if (truth.isEmpty()) {
      return Verdict.NON_LANDMARK;
    }
    return truth.equals(predicted) ? Verdict.RIGHT : Verdict.WRONG;
  }

  /** A gallery photograph near the query. */
  public record NeighbourTile(String imageId, String landmark, double cosine, byte[] jpeg) {}

  /** A named part of a score. */
  public record Term(String name, double value) {}
}
