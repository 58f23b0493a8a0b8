package dev.cairn.train.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BatchPlanTest {
  private static final long SEED = 7;

  @Test
  void everySampleComesOnceAnEpochInAnotherOrder() {
    List<Integer> first = samples(plan(10, 4, 1, 0, 1));
    List<Integer> second = samples(plan(10, 4, 2, 0, 1));
    assertThat(first).containsExactlyInAnyOrderElementsOf(range(10)).isNotEqualTo(second);
    assertThat(second).containsExactlyInAnyOrderElementsOf(range(10));
    assertThat(samples(BatchPlan.inOrder(photographs(10), 4, 0, 1))).isEqualTo(range(10));
  }

  @Test
  void theSameArgumentsGiveTheSamePlan() {
    assertThat(draws(plan(10, 4, 1, 0, 1))).isEqualTo(draws(plan(10, 4, 1, 0, 1)));
    BatchPlan otherSeed = BatchPlan.training(photographs(10), 4, SEED + 1, 1, 0, 1);
    assertThat(draws(otherSeed)).isNotEqualTo(draws(plan(10, 4, 1, 0, 1)));
  }

  @ParameterizedTest
  @CsvSource({"24, 2, 2", "24, 4, 3", "240, 8, 5"})
  void ranksTogetherMakeTheBatchesOfOneProcess(int samples, int batchSize, int worldSize) {
    BatchPlan single = plan(samples, batchSize * worldSize, 1, 0, 1);
    List<BatchPlan> ranks =
        IntStream.range(0, worldSize)
            .mapToObj(rank -> plan(samples, batchSize, 1, rank, worldSize))
            .toList();
    assertThat(ranks).extracting(BatchPlan::batches).containsOnly(single.batches());
    for (int batch = 0; batch < single.batches(); batch++) {
      List<BatchPlan.Draw> together = new ArrayList<>();
      for (BatchPlan rank : ranks) {
        together.addAll(draws(rank, batch));
      }
      assertThat(together).containsExactlyInAnyOrderElementsOf(draws(single, batch));
    }
  }

  /** Eleven samples over three ranks: the first in the order comes again to make it twelve. */
  @Test
  void whatDoesNotDivideIsFilledFromTheBeginning() {
    List<Integer> single = samples(plan(11, 100, 1, 0, 1));
    List<List<Integer>> ranks =
        IntStream.range(0, 3).mapToObj(rank -> samples(plan(11, 2, 1, rank, 3))).toList();
    for (int place = 0; place < 12; place++) {
      assertThat(ranks.get(place % 3).get(place / 3)).isEqualTo(single.get(place % 11));
    }
  }

  @Test
  void moreRanksThanSamplesAllGetOne() {
    for (int rank = 0; rank < 5; rank++) {
      assertThat(samples(plan(2, 4, 1, rank, 5))).hasSize(1);
    }
  }

  @Test
  void ranksShareTheSamplesInOrder() {
    assertThat(samples(BatchPlan.inOrder(photographs(7), 2, 0, 3))).containsExactly(0, 3, 6);
    assertThat(samples(BatchPlan.inOrder(photographs(7), 2, 1, 3))).containsExactly(1, 4);
    assertThat(samples(BatchPlan.inOrder(photographs(7), 2, 2, 3))).containsExactly(2, 5);
    assertThat(samples(BatchPlan.inOrder(photographs(1), 2, 2, 3))).isEmpty();
  }

  @Test
  void aSingleImageDoesNotTrain() {
    assertThat(plan(5, 4, 1, 0, 1).batches()).isEqualTo(1);
    assertThat(plan(6, 4, 1, 0, 1).batches()).isEqualTo(2);
    assertThat(plan(10, 4, 1, 0, 2).batches()).as("one image on each rank").isEqualTo(2);
    assertThat(BatchPlan.inOrder(photographs(5), 4, 0, 1).batches()).isEqualTo(2);
  }

  @Test
  void theWholeSetTakesFourBytesASample() {
    BatchPlan plan = plan(4_132_914, 64, 1, 3, 8);
    assertThat(plan.batches()).isEqualTo(8073);
    assertThat(plan.images(8072)).isEqualTo(7);
    assertThat(plan.draw(8072, 6, 0).sample()).isBetween(0, 4_132_913);
  }

  private static BatchPlan plan(int samples, int batchSize, int epoch, int rank, int worldSize) {
    return BatchPlan.training(photographs(samples), batchSize, SEED, epoch, rank, worldSize);
  }

  private static Samples photographs(int count) {
    return new Samples(
        new DatasetRows.Builder().build(), IntStream.range(0, count).toArray(), new int[0]);
  }

  private static List<Integer> range(int end) {
    return IntStream.range(0, end).boxed().toList();
  }

  private static List<Integer> samples(BatchPlan plan) {
    return draws(plan).stream().map(BatchPlan.Draw::sample).toList();
  }

  private static List<BatchPlan.Draw> draws(BatchPlan plan) {
    return IntStream.range(0, plan.batches())
        .boxed()
        .flatMap(batch -> draws(plan, batch).stream())
        .toList();
  }

  private static List<BatchPlan.Draw> draws(BatchPlan plan, int batch) {
    return IntStream.range(0, plan.images(batch))
        .mapToObj(place -> plan.draw(batch, place, 0))
        .toList();
  }
}
