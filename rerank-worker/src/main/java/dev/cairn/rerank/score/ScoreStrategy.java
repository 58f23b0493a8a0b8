package dev.cairn.rerank.score;

import dev.cairn.schemas.avro.Candidate;
import java.util.List;

/** Turns what is near a query into candidates. Pure: no state, no clock, no chance. */
public sealed interface ScoreStrategy
    permits OriginalStrategy, CombinedStrategy, DistractorStrategy, KnnVoteStrategy {

  /** As predictions carry it. */
  String name();

  /** What must be in the evidence. */
  Needs needs();

  /**
   * Scores every landmark of the evidence.
   *
   * @return best first, each with every term of its score; a log score of minus infinity is no
   *     answer
   */
  List<Candidate> score(Evidence evidence);
}
