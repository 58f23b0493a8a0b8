package dev.cairn.rerank.replay;

import dev.cairn.schemas.avro.Prediction;
import java.util.List;

/** Predictions as many of them are kept. */
final class Answers {
  private Answers() {}

  /** The same prediction without what explains it, which takes most of the memory. */
  static Prediction alone(Prediction prediction) {
    prediction.setCandidates(List.of());
    prediction.setNeighbours(List.of());
    return prediction;
  }
}
