package dev.cairn.train.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.Precision;
import dev.cairn.schemas.avro.TrainStageCommand;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class StageRulesTest {
  private static final int MAX_PROCESSES = 4;

  @Test
  void everyOptionHasItsPlace() {
    assertThat(
            faults(command ->
                command
                    .setStep(3)
                    .setImageSize(1024)
                    .setBatchSize(42)
                    .setEpochs(40)
                    .setStartFromEpoch(3)
                    .setStopAtEpoch(13)
                    .setFold(4)
                    .setInitialLearningRate(5e-5)
                    .setLoadFrom("other")
                    .setKernelType("b7ns_final_672_300w_f0_load13_ep20")
                    .setProcesses(MAX_PROCESSES)
                    .setAccumulationSteps(8)
                    .setEmaDecay(0.9995)
                    .setPrecision(Precision.BFLOAT16)
                    .setClipNorm(1.5)
                    .setEarlyValidation(List.of(0, 500, 2000))
                    .setKeepEvery(2)))
        .isEmpty();
  }

  @ParameterizedTest
  @MethodSource("wrongOptions")
  void aWrongOptionIsNamed(String option, Consumer<TrainStageCommand.Builder> change) {
    assertThat(faults(change))
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.getCode()).isEqualTo("STAGE_OPTION_INVALID");
          assertThat(fault.getMessage()).startsWith(option + " ");
        });
  }

  static Stream<Arguments> wrongOptions() {
    return Stream.of(
        wrong("modelName", c -> c.setModelName(".hidden")),
        wrong("stageId", c -> c.setStageId("../s1")),
        wrong("promoteTo", c -> c.setPromoteTo("")),
        wrong("kernelType", c -> c.setKernelType("a b")),
        wrong("loadFrom", c -> c.setLoadFrom("s1")),
        wrong("loadFrom", c -> c.setStep(2)),
        wrong("loadFrom", c -> c.setStartFromEpoch(2)),
        wrong("step", c -> c.setStep(4).setLoadFrom("other")),
        wrong("imageSize", c -> c.setImageSize(16)),
        wrong("imageSize", c -> c.setImageSize(1025)),
        wrong("epochs", c -> c.setEpochs(1)),
        wrong("startFromEpoch", c -> c.setStartFromEpoch(3).setLoadFrom("other")),
        wrong("stopAtEpoch", c -> c.setStopAtEpoch(3)),
        wrong("stopAtEpoch", c -> c.setStartFromEpoch(2).setStopAtEpoch(1).setLoadFrom("other")),
        wrong("initialLearningRate", c -> c.setInitialLearningRate(0)),
        wrong("initialLearningRate", c -> c.setInitialLearningRate(Double.NaN)),
        wrong("initialLearningRate", c -> c.setInitialLearningRate(2)),
        wrong("keepEvery", c -> c.setKeepEvery(-1)),
        wrong("processes", c -> c.setProcesses(0)),
        wrong("processes", c -> c.setProcesses(MAX_PROCESSES + 1)),
        wrong("batchSize", c -> c.setBatchSize(1)),
        wrong("accumulationSteps", c -> c.setAccumulationSteps(0)),
        wrong("emaDecay", c -> c.setEmaDecay(0.0)),
        wrong("emaDecay", c -> c.setEmaDecay(1.0)),
        wrong("emaDecay", c -> c.setEmaDecay(Double.NaN)),
        wrong("clipNorm", c -> c.setClipNorm(0.0)),
        wrong("clipNorm", c -> c.setClipNorm(Double.POSITIVE_INFINITY)),
        wrong("fold", c -> c.setFold(5)),
        wrong("validationStride", c -> c.setValidationStride(0)),
        wrong("earlyValidation", c -> c.setEarlyValidation(List.of(-1))),
        wrong(
            "earlyValidation",
            c -> c.setEarlyValidation(IntStream.range(0, 101).boxed().toList())));
  }

  private static Arguments wrong(String option, Consumer<TrainStageCommand.Builder> change) {
    return Arguments.of(option, change);
  }

  @Test
  void theLimitOfProcessesIsTold() {
    assertThat(faults(command -> command.setProcesses(8)).getFirst().getMessage())
        .isEqualTo(
            "processes is 8; it must be between 1 and 4, the most that this worker starts"
                + " (cairn.train.processes and cairn.train.hosts)");
  }

  @Test
  void allFaultsAreFoundAtOnce() {
    assertThat(
            faults(c -> c.setArchitecture("resnet50").setEpochs(0).setFold(-1).setClipNorm(-1.0)))
        .extracting(Fault::getCode)
        .containsExactly(
            "ARCHITECTURE_UNKNOWN",
            "STAGE_OPTION_INVALID",
            "STAGE_OPTION_INVALID",
            "STAGE_OPTION_INVALID",
            "STAGE_OPTION_INVALID");
  }

  private static List<Fault> faults(Consumer<TrainStageCommand.Builder> change) {
    TrainStageCommand.Builder command = Commands.train("s1");
    change.accept(command);
    return StageRules.faults(command.build(), MAX_PROCESSES);
  }
}
