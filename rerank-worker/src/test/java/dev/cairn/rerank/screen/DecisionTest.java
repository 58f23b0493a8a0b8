package dev.cairn.rerank.screen;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.rerank.TestVectors;
import dev.cairn.rerank.product.BestRows;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class DecisionTest {
  private static final int COUNT = 3;
  private static final float WIDTH = 0.25f;

  private final SplittableRandom random = new SplittableRandom(9);
  private final float[] query = TestVectors.unit(random, 64);
  private final float[][] gallery =
      IntStream.range(0, 400).mapToObj(_ -> TestVectors.unit(random, 64)).toArray(float[][]::new);

  @Test
  void findsWhatMultiplyingAllCandidatesFindsWithFewerProducts() {
    CandidateRows all = candidates(0, gallery.length);
    Decision decision = new Decision(query, List.of(all), COUNT, Long.MAX_VALUE);

    BestRows best = decision.of(this::row, all);

    assertThat(rows(best)).isEqualTo(rows(bestOf(0, gallery.length)));
    assertThat(decision.products()).isGreaterThanOrEqualTo(COUNT).isLessThan(all.rows().length);
    assertThat(decision.tooDear()).isFalse();
  }

  @Test
  void ofEquallyNearRowsTheLowestNumbersWin() {
    for (int i = 100; i < 110; i++) {
      gallery[i] = query;
    }
    CandidateRows all = candidates(0, gallery.length);

    BestRows best = new Decision(query, List.of(all), COUNT, Long.MAX_VALUE).of(this::row, all);

    assertThat(rows(best)).containsExactly(100, 101, 102);
  }

  @Test
  void whatOnePartReachesSparesTheProductsOfTheNext() {
    for (int i = 0; i < COUNT; i++) {
      gallery[i] = query;
    }
    CandidateRows near = candidates(0, 200);
    CandidateRows far = candidates(200, 400);
    Decision decision = new Decision(query, List.of(near, far), COUNT, Long.MAX_VALUE);

    BestRows first = decision.of(this::row, near);
    long products = decision.products();
    BestRows second = decision.of(this::row, far);

    assertThat(rows(first)).containsExactly(0, 1, 2);
    assertThat(second.size()).isZero();
    assertThat(decision.products()).isEqualTo(products);
  }

  @Test
  void givesUpWhereTooManyRowsMayBeAmongTheNearest() {
    CandidateRows all = new CandidateRows(COUNT);
    IntStream.range(0, gallery.length).forEach(row -> all.offer(row, -1, 1));
    Decision decision = new Decision(query, List.of(all), COUNT, 20);

    decision.of(this::row, all);

    assertThat(decision.tooDear()).isTrue();
    assertThat(decision.products()).isLessThanOrEqualTo(20 + ExactProducts.CHAINS);
  }

  /** Known to half the width, to one side or the other. */
  private CandidateRows candidates(int from, int to) {
    CandidateRows candidates = new CandidateRows(COUNT);
    for (int row = from; row < to; row++) {
      float guess = product(row) + WIDTH * (random.nextFloat() - 0.5f);
      candidates.offer(row, guess - WIDTH / 2, guess + WIDTH / 2);
    }
    return candidates;
  }

  private BestRows bestOf(int from, int to) {
    BestRows best = new BestRows(COUNT);
    IntStream.range(from, to).forEach(row -> best.offer(row, product(row)));
    return best;
  }

  private float product(int row) {
    float product = 0;
    for (int i = 0; i < query.length; i++) {
      product = Math.fma(gallery[row][i], query[i], product);
    }
    return product;
  }

  private MemorySegment row(int row) {
    return Arena.ofAuto()
        .allocate((long) query.length * Float.BYTES, Float.BYTES)
        .copyFrom(MemorySegment.ofArray(gallery[row]));
  }

  private static List<Integer> rows(BestRows best) {
    return IntStream.range(0, best.size()).mapToObj(best::row).toList();
  }
}
