package dev.cairn.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.ranks.Device;
import dev.cairn.train.ranks.RankProcesses;
import dev.cairn.train.ranks.Ranks;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Two real processes on the CPU. */
class DataParallelTest {

  @TempDir private Path folder;

  /**
   * Both compute the same sums in another order, so only rounding may differ. The loss, running
   * statistics and, over all weights together, the gradients differ by less than a thousandth. The
   * weights themselves are compared by how far they have moved: where a gradient is nothing but
   * rounding, as that of a bias before batch norm, Adam still makes whole steps.
   */
  @Test
  void twoRanksTrainAsOneProcessWithTwiceTheBatch() throws Exception {
    run("train");
    Path alone = folder.resolve("alone");
    RankMain.train(Ranks.single(new Device.Cpu(1)), 1, alone);
    Path two = folder.resolve("rank-0");
    assertThat(folder.resolve("rank-1")).hasSameBinaryContentAs(two);

    double[] expected = losses(alone);
    double[] actual = losses(two);
    for (int step = 0; step < RankMain.STEPS; step++) {
      assertThat(actual[step]).isCloseTo(expected[step], Percentage.withPercentage(0.1));
    }
    Path start = folder.resolve("start");
    try (TrainableModel model = RankMain.model(Ranks.single(new Device.Cpu(1)))) {
      model.save(start, Map.of());
    }
    assertThat(difference(two, alone, name -> name.contains(".running_"))).isLessThan(1e-3);
    for (String gradient : List.of("adam.exp_avg.", "adam.exp_avg_sq.")) {
      assertThat(difference(two, alone, name -> name.startsWith(gradient))).isLessThan(1e-3);
    }
    for (String weights : List.of("enet.", "trained.", LandmarkNetwork.HEAD)) {
      Predicate<String> names = name -> name.startsWith(weights) && !name.contains(".running_");
      double moved = difference(start, alone, names);
      assertThat(difference(two, alone, names)).isLessThan(0.05 * moved);
    }
  }

  /** L2 norm of the differences, in shares of that of the expected values. */
  private static double difference(Path actual, Path expected, Predicate<String> names)
      throws IOException {
    double squares = 0;
    double all = 0;
    try (Safetensors one = Safetensors.open(actual);
        Safetensors other = Safetensors.open(expected)) {
      for (String name : other.names()) {
        if (!names.test(name) || name.endsWith("num_batches_tracked")) {
          continue;
        }
        float[] a = one.floats(name);
        float[] b = other.floats(name);
        for (int i = 0; i < b.length; i++) {
          squares += Math.pow(a[i] - b[i], 2);
          all += Math.pow(b[i], 2);
        }
      }
    }
    return Math.sqrt(squares / all);
  }

  private static double[] losses(Path file) throws IOException {
    try (Safetensors saved = Safetensors.open(file)) {
      return Arrays.stream(saved.metadata().get("losses").split(" "))
          .mapToDouble(Double::parseDouble)
          .toArray();
    }
  }

  @Test
  void batchNormIsThatOfAllRanksTogether() throws Exception {
    assertThat(run("normalise")).containsExactly(List.of("done"), List.of("done"));
  }

  @Test
  void aRankThatDiesEndsTheOther() throws Exception {
    assertThat(run("die")).containsExactly(List.of("RANK_LOST", "done"), List.of());
  }

  private List<List<String>> run(String what) throws IOException, InterruptedException {
    try (RankProcesses ranks = RankProcesses.start(RankMain.class, what, folder.toString())) {
      return List.of(ranks.output(0), ranks.output(1));
    }
  }
}
