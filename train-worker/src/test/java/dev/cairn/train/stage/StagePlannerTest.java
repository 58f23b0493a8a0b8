package dev.cairn.train.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.train.TinyDataset;
import dev.cairn.train.dataset.Datasets;
import dev.cairn.train.host.Hosts;
import dev.cairn.train.roots.AllowedRoots;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StagePlannerTest {
  private static final Capacity CAPACITY = new Capacity(Hosts.local(2), 1, 512, 8L << 30);

  @TempDir private Path folder;

  @BeforeEach
  void publish() throws IOException {
    new TinyDataset(folder, "tiny").landmark("bridge", 3).landmark("tower", 1).publish();
  }

  @Test
  void aCommandInOrderIsReady() {
    StagePlan.Ready plan = (StagePlan.Ready) plan(Commands.train("s1").build());
    assertThat(plan.parent()).isEmpty();
    assertThat(plan.memory().getAvailable()).isEqualTo(CAPACITY.memoryBytes());
  }

  @Test
  void everyFaultIsFoundAtOnce() {
    TrainStageCommand command =
        Commands.train("../s1")
            .setModelName(".hidden")
            .setArchitecture("resnet50")
            .setDataset("batch:missing")
            .setProcesses(0)
            .setLoadFrom("nowhere")
            .build();
    List<Fault> faults = ((StagePlan.Faulty) plan(command)).faults();
    assertThat(faults)
        .extracting(Fault::getCode)
        .containsOnly(
            "STAGE_OPTION_INVALID",
            "ARCHITECTURE_UNKNOWN",
            "DATASET_INVALID",
            "CHECKPOINT_NOT_FOUND");
    assertThat(faults)
        .extracting(fault -> fault.getMessage().split(" ", 2)[0])
        .containsExactly("modelName", "stageId", "Architecture", "processes", "Dataset", "Cannot");
  }

  @Test
  void whatDoesNotFitIntoTheMemoryIsRefusedWithAllFigures() {
    StagePlan plan =
        plan(
            Commands.train("s1").setProcesses(2).build(),
            new Capacity(Hosts.local(2), 1, 512, 1536L << 20));
    assertThat(((StagePlan.Faulty) plan).faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.getCode()).isEqualTo("MEMORY_INSUFFICIENT");
          assertThat(fault.getMessage()).contains("2 processes", "has 0.8 GiB");
        });
  }

  @Test
  void oneLandmarkIsTooFew() throws IOException {
    new TinyDataset(folder, "lonely").landmark("bridge", 3).publish();
    assertThat(codes(Commands.train("s1").setDataset("batch:lonely")))
        .containsExactly("DATASET_INVALID");
  }

  private StagePlan plan(TrainStageCommand command) {
    return plan(command, CAPACITY);
  }

  private StagePlan plan(TrainStageCommand command, Capacity capacity) {
    Parents parents =
        new Parents(
            new FolderBundleStore(folder), new AllowedRoots(AllowedRoots.Kind.MODEL, List.of()));
    return new StagePlanner(new Datasets(folder, folder, List.of()), parents, capacity)
        .plan(TrainingState.EMPTY, command);
  }

  private List<String> codes(TrainStageCommand.Builder command) {
    return plan(command.build()) instanceof StagePlan.Faulty(List<Fault> faults)
        ? faults.stream().map(Fault::getCode).toList()
        : List.of();
  }
}
