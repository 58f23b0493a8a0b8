package dev.cairn.pipeline.fold;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

class StratifiedFoldsTest {

  @Test
  void spreadsALandmarkEvenlyOverTheFolds() {
    List<String> rows = new ArrayList<>(Collections.nCopies(10, "tower"));
    rows.addAll(Collections.nCopies(25, "bridge"));

    int[] folds = StratifiedFolds.assign(rows);

    assertThat(rowsPerFold(Arrays.copyOfRange(folds, 0, 10))).containsExactly(2, 2, 2, 2, 2);
    assertThat(rowsPerFold(Arrays.copyOfRange(folds, 10, 35))).containsExactly(5, 5, 5, 5, 5);
  }

  @Test
  void dealsRareLandmarksSoThatTheFoldsStayEven() {
    List<String> rows = List.of("a", "b", "c", "d", "e", "f", "f", "f", "f", "f");

    assertThat(rowsPerFold(StratifiedFolds.assign(rows))).containsExactly(2, 2, 2, 2, 2);
  }

  @Test
  void dependsOnWhichRowsBelongTogetherAndNotOnTheNames() {
    assertThat(StratifiedFolds.assign(List.of("x", "y", "x", "x", "y", "z")))
        .isEqualTo(StratifiedFolds.assign(List.of("9", "1", "9", "9", "1", "5")));
  }

  @Test
  void splitsNothingIntoNothing() {
    assertThat(StratifiedFolds.assign(List.of())).isEmpty();
  }

  private static int[] rowsPerFold(int[] folds) {
    int[] rows = new int[StratifiedFolds.FOLDS];
    for (int fold : folds) {
      rows[fold]++;
    }
    return rows;
  }
}
