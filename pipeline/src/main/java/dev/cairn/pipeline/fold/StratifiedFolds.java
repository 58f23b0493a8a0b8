package dev.cairn.pipeline.fold;

import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Splits rows into {@value #FOLDS} folds of equal size with every landmark spread over them, as
 * scikit-learn's shuffled {@code StratifiedKFold} does. A landmark with fewer rows than folds is
 * missing in some folds.
 */
public final class StratifiedFolds {
  /** Number of folds. */
  public static final int FOLDS = 5;

  /** The seed of the original solution. */
  public static final int SEED = 233;

  private StratifiedFolds() {}

  /**
   * @param landmarkIds the landmark of each row, in the order of the rows, which matters
   * @return the fold of each row, from 0
   */
  public static int[] assign(List<String> landmarkIds) {
    Map<String, Integer> numbers = new HashMap<>();
    int[] landmarks = new int[landmarkIds.size()];
    for (int row = 0; row < landmarks.length; row++) {
      landmarks[row] = numbers.computeIfAbsent(landmarkIds.get(row), _ -> numbers.size());
    }
    return assign(landmarks);
  }

  /**
   * The same for millions of rows.
   *
   * @param landmarks of each row, numbered from 0 in the order of their first rows
   * @return the fold of each row, from 0
   */
  public static int[] assign(int[] landmarks) {
    Mt19937 random = new Mt19937(SEED);
    int[][] rowsOfLandmark = rowsOfLandmark(landmarks);
    int[] foldOfRow = new int[landmarks.length];
    int firstRank = 0;
    for (int[] rows : rowsOfLandmark) {
      int[] folds = deal(firstRank, rows.length);
      random.shuffle(folds);
      for (int i = 0; i < folds.length; i++) {
        foldOfRow[rows[i]] = folds[i];
      }
      firstRank += rows.length;
    }
    return foldOfRow;
  }

  private static int[][] rowsOfLandmark(int[] landmarks) {
    int[] counts = new int[Arrays.stream(landmarks).max().orElse(-1) + 1];
    for (int landmark : landmarks) {
      counts[landmark]++;
    }
    int[][] rows = Arrays.stream(counts).mapToObj(int[]::new).toArray(int[][]::new);
    for (int row = landmarks.length - 1; row >= 0; row--) {
      rows[landmarks[row]][--counts[landmarks[row]]] = row;
    }
    return rows;
  }

  /**
   * Ranks all rows by landmark and deals them to the folds like cards: rank r goes to fold r mod 5.
   *
   * @return the folds of {@code count} ranks from {@code firstRank} on, ascending
   */
  private static int[] deal(int firstRank, int count) {
    int[] folds = new int[count];
    int dealt = 0;
    for (int fold = 0; fold < FOLDS; fold++) {
      int offset = Math.floorMod(fold - firstRank, FOLDS);
      for (int i = offset; i < count; i += FOLDS) {
        folds[dealt++] = fold;
      }
    }
    return folds;
  }
}
