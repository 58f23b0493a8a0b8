package dev.cairn.train.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.avro.MemoryNeed;
import dev.cairn.schemas.avro.Precision;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.host.Host;
import dev.cairn.train.host.Hosts;
import java.util.List;
import org.assertj.core.data.Percentage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StageMemoryTest {
  private static final long MIB = 1 << 20;
  private static final long GIB = 1024 * MIB;
  private static final int HEAP_MIB = 512;

  /** Peaks that were measured, see decision 0005; the Java heap is left out on both sides. */
  @ParameterizedTest
  @CsvSource({
    "tf_efficientnet_b0, 64, 32, 20, FLOAT32, 704",
    "tf_efficientnet_b0, 128, 32, 20, FLOAT32, 1515",
    "tf_efficientnet_b0, 128, 32, 20, BFLOAT16, 980",
    "tf_efficientnet_b0, 256, 16, 20, FLOAT32, 2263",
    "tf_efficientnet_b3, 128, 16, 20, FLOAT32, 1441",
    "rex20, 96, 16, 20, FLOAT32, 1159",
    "nest50, 96, 16, 20, FLOAT32, 1227",
    "tf_efficientnet_b0, 64, 8, 20000, FLOAT32, 905",
    "tf_efficientnet_b0, 64, 16, 81313, FLOAT32, 2493",
    "tf_efficientnet_b0, 32, 128, 81313, FLOAT32, 3210"
  })
  void theStatementIsAnUpperBoundCloseToWhatWasMeasured(
      String architecture,
      int imageSize,
      int batchSize,
      int classes,
      Precision precision,
      long mebibytes) {
    TrainStageCommand command =
        Commands.train("s1")
            .setArchitecture(architecture)
            .setImageSize(imageSize)
            .setBatchSize(batchSize)
            .setPrecision(precision)
            .build();
    long stated = StageMemory.total(need(command, classes)) / MIB - HEAP_MIB;
    assertThat(stated).isBetween(mebibytes, mebibytes * 5 / 4);
  }

  @Test
  void theHeadOfTheWholeSetIsStated() {
    int classes = 203_094;
    MemoryNeed need =
        need(Commands.train("s1").setImageSize(256).setBatchSize(42).build(), classes);
    long head = 4L * classes * 3 * 512;
    assertThat(need.getGradients()).isCloseTo(head, Percentage.withPercentage(2));
    assertThat(need.getParameters()).isBetween(need.getGradients(), head * 102 / 100);
    assertThat(need.getOptimiser()).isEqualTo(2 * need.getGradients());
    long cosines = 4L * 42 * classes * 3;
    assertThat(need.getActivations()).isGreaterThan(3 * cosines);
    assertThat(StageMemory.total(need)).isBetween(11 * GIB, 13 * GIB);
  }

  @Test
  void aMovingAverageIsOneMoreCopy() {
    MemoryNeed plain = need(Commands.train("s1").build(), 2);
    MemoryNeed averaged = need(Commands.train("s1").setEmaDecay(0.999).build(), 2);
    assertThat(averaged.getOptimiser() - plain.getOptimiser()).isEqualTo(plain.getGradients());
  }

  @Test
  void whatDoesNotFitIsRefusedWithAllFigures() {
    TrainStageCommand command =
        Commands.train("s1").setImageSize(512).setBatchSize(64).setProcesses(2).build();
    Capacity small = new Capacity(Hosts.local(2), 1, HEAP_MIB, 16 * GIB);
    assertThatThrownBy(() -> StageMemory.require(command, 1000, small))
        .hasMessageMatching(
            "Each of 2 processes on this machine needs 3\\d\\.\\d GiB \\(parameters 0\\.0 GiB, gradients 0\\.0 GiB,"
                + " optimiser 0\\.0 GiB, activations 3\\d\\.\\d GiB, Java and libraries 0\\.9 GiB\\) and"
                + " has 8\\.0 GiB of cairn\\.train\\.memory: .*")
        .isInstanceOfSatisfying(
            CairnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.MEMORY_INSUFFICIENT));
  }

  @Test
  void processesOfOtherHostsTakeNothingOfThisMachine() {
    Hosts hosts =
        new Hosts("10.0.0.1", List.of(Host.here(1), new Host(List.of("ssh", "gpu-2"), 1)));
    MemoryNeed need =
        StageMemory.require(
            Commands.train("s1").setProcesses(2).build(),
            1000,
            new Capacity(hosts, 1, HEAP_MIB, 64 * GIB));
    assertThat(need.getAvailable()).isEqualTo(64 * GIB);
  }

  private static MemoryNeed need(TrainStageCommand command, int classes) {
    return StageMemory.require(
        command, classes, new Capacity(Hosts.local(2), 1, HEAP_MIB, 64 * GIB));
  }
}
