package dev.cairn.ingest.fold;

import java.util.ArrayList;
import java.util.LinkedHashMap;
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
    Mt19937 random = new Mt19937(SEED);
    int[] foldOfRow = new int[landmarkIds.size()];
    int firstRank = 0;
    for (List<Integer> rows : rowsByFirstAppearance(landmarkIds).values()) {
      int[] folds = deal(firstRank, rows.size());
      random.shuffle(folds);
      for (int i = 0; i < folds.length; i++) {
        foldOfRow[rows.get(i)] = folds[i];
      }
      firstRank += rows.size();
    }
    return foldOfRow;
  }

  private static Map<String, List<Integer>> rowsByFirstAppearance(List<String> landmarkIds) {
    Map<String, List<Integer>> rows = new LinkedHashMap<>();
    for (int row = 0; row < landmarkIds.size(); row++) {
      rows.computeIfAbsent(landmarkIds.get(row), id -> new ArrayList<>()).add(row);
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
