package dev.cairn.rerank.product;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BestRowsTest {

  @Test
  void keepsTheBestAndOfEqualOnesTheFirst() {
    BestRows best = new BestRows(3);
    float[] values = {0.1f, 0.5f, -1, 0.5f, 0.7f, 0.5f};
    for (int row = 0; row < values.length; row++) {
      best.offer(row, values[row]);
    }

    assertThat(rows(best)).containsExactly(4, 1, 3);
    assertThat(best.value(0)).isEqualTo(0.7f);
  }

  @Test
  void holdsFewerThanItsCapacity() {
    BestRows best = new BestRows(5);
    best.offer(9, -0.5f);

    assertThat(rows(best)).containsExactly(9);
  }

  @Test
  void earlierPartsWinTiesWhenPartsAreJoined() {
    BestRows left = new BestRows(2);
    left.offer(1, 0.5f);
    left.offer(2, 0.4f);
    BestRows right = new BestRows(2);
    right.offer(7, 0.5f);
    right.offer(8, 0.5f);

    left.offerAll(right);

    assertThat(rows(left)).containsExactly(1, 7);
  }

  private static int[] rows(BestRows best) {
    return IntStream.range(0, best.size()).map(best::row).toArray();
  }
}
