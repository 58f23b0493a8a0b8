package dev.cairn.pipeline.metric;

import java.util.Comparator;
import java.util.List;

/**
 * Global Average Precision, the metric of the Google Landmark Recognition challenges: all queries
 * are ranked together by confidence; every correct one adds the precision of the ranking down to
 * it.
 */
public final class GlobalAveragePrecision {

  /**
   * The prediction for one query.
   *
   * @param confidence only its order matters, so a log score serves as well
   * @param correct false for a query that shows no landmark
   */
  public record Answer(double confidence, boolean correct) {
    public Answer {
      if (Double.isNaN(confidence)) {
        throw new IllegalArgumentException("A confidence is NaN");
      }
    }

    /** Adding zero makes the two zeros equal, as ties must be. */
    private double descending() {
      return 0.0 - confidence;
    }
  }

  private GlobalAveragePrecision() {}

  /**
   * GAP of the answers, 0 to 1. Equal confidences keep the order of the list.
   *
   * @param landmarks number of queries that show a landmark, those without an answer included
   * @throws IllegalArgumentException when there is none: GAP is then not defined
   */
  public static double of(List<Answer> answers, int landmarks) {
    if (landmarks < 1) {
      throw new IllegalArgumentException("GAP needs at least one query that shows a landmark");
    }
    List<Answer> ranking =
        answers.stream().sorted(Comparator.comparingDouble(Answer::descending)).toList();
    int correct = 0;
    double sum = 0;
    for (int rank = 1; rank <= ranking.size(); rank++) {
      if (ranking.get(rank - 1).correct()) {
        correct++;
        sum += (double) correct / rank;
      }
    }
    return sum / landmarks;
  }
}
