package dev.cairn.rerank.score;

import dev.cairn.rerank.classes.ClassCosine;
import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.Neighbour;
import java.util.List;

/** Turns what is near a query into candidates. Pure: no state, no clock, no chance. */
public interface ScoreStrategy {

  /** As predictions carry it. */
  String name();

  /**
   * Scores every landmark of the neighbours and classes.
   *
   * @param neighbours nearest gallery images, nearest first, finite cosines
   * @param classes best classes of the classifier, best first, finite cosines
   * @return best first, each with every term of its score
   */
  List<Candidate> score(List<Neighbour> neighbours, List<ClassCosine> classes);
}
