package dev.cairn.train.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.bundle.ManifestFile;
import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.StageAccepted;
import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.StageFailed;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.train.TinyDataset;
import dev.cairn.train.checkpoint.StageFolder;
import dev.cairn.train.dataset.Datasets;
import dev.cairn.train.torch.LoadMode;
import dev.cairn.train.trainer.Parent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StagePlannerTest {
  private static final Capacity CAPACITY = new Capacity(2, 1, 512, 8L << 30);

  @TempDir private Path folder;
  private FolderBundleStore bundles;
  private TrainingState state = TrainingState.EMPTY;

  @BeforeEach
  void publish() throws IOException {
    bundles = new FolderBundleStore(folder);
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
        new StagePlanner(
                new Datasets(folder, folder, List.of()),
                folder,
                bundles,
                new Capacity(2, 1, 512, 2L << 30))
            .plan(state, Commands.train("s1").setProcesses(2).build());
    assertThat(((StagePlan.Faulty) plan).faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.getCode()).isEqualTo("MEMORY_INSUFFICIENT");
          assertThat(fault.getMessage()).contains("2 processes", "has 1.0 GiB");
        });
  }

  @Test
  void oneLandmarkIsTooFew() throws IOException {
    new TinyDataset(folder, "lonely").landmark("bridge", 3).publish();
    assertThat(codes(Commands.train("s1").setDataset("batch:lonely")))
        .containsExactly("DATASET_INVALID");
  }

  @ParameterizedTest
  @CsvSource({
    "0, bridge tower, STRICT",
    "0, bridge gate, WITHOUT_HEAD",
    "1, bridge tower, WITHOUT_HEAD",
    "2, bridge tower, STRICT",
    "3, tower bridge, STRICT"
  })
  void aStageLoadsWhatItsStepAsksFor(int step, String landmarks, LoadMode mode) throws IOException {
    String digest = finished("p1", landmarks);
    for (String loadFrom : List.of("p1", digest)) {
      StagePlan plan = plan(Commands.train("s1").setStep(step).setLoadFrom(loadFrom).build());
      Parent parent = ((StagePlan.Ready) plan).parent().orElseThrow();
      assertThat(parent.mode()).isEqualTo(mode);
      assertThat(parent.bundleDigest()).isEqualTo(digest);
      assertThat(parent.checkpoint()).isEqualTo(StageFolder.of(folder, "p1").lastCheckpoint());
    }
  }

  @Test
  void stepsTwoAndThreeNeedTheHeadsOwnLandmarks() throws IOException {
    finished("p1", "bridge gate");
    assertThat(codes(Commands.train("s1").setStep(2).setLoadFrom("p1")))
        .containsExactly("DATASET_INVALID");
  }

  @Test
  void aParentOfAnotherArchitectureIsAFault() throws IOException {
    finished("p1", "bridge tower");
    assertThat(codes(Commands.train("s1").setArchitecture("tf_efficientnet_b1").setLoadFrom("p1")))
        .containsExactly("STAGE_OPTION_INVALID");
    assertThat(
            codes(Commands.train("s1").setArchitecture("tf_efficientnet_b0_ns").setLoadFrom("p1")))
        .isEmpty();
  }

  @Test
  void whatHasNotCompletedCannotBeLoaded() throws IOException {
    replay("p1", new StageAccepted(Commands.train("p1").build(), null, 0L));
    assertThat(codes(Commands.train("s1").setLoadFrom("p1")))
        .containsExactly("CHECKPOINT_NOT_FOUND");
    replay("p1", new StageFailed(new Fault("TRAINER_DIED", "exit code 9")));
    assertThat(codes(Commands.train("s1").setLoadFrom("p1")))
        .containsExactly("CHECKPOINT_NOT_FOUND");
    assertThat(codes(Commands.train("s1").setLoadFrom("0".repeat(64))))
        .containsExactly("CHECKPOINT_NOT_FOUND");
    Files.delete(StageFolder.of(folder, finishedId("p2")).lastCheckpoint());
    assertThat(codes(Commands.train("s1").setLoadFrom("p2")))
        .containsExactly("CHECKPOINT_NOT_FOUND");
  }

  private String finishedId(String stageId) throws IOException {
    finished(stageId, "bridge tower");
    return stageId;
  }

  /** A completed stage: its events, its bundle, its checkpoint. Returns the bundle's digest. */
  private String finished(String stageId, String landmarks) throws IOException {
    Path bundle = Files.createDirectories(StageFolder.of(folder, stageId).bundle());
    Files.writeString(bundle.resolve("model.onnx"), stageId);
    Files.writeString(bundle.resolve("head.safetensors"), "");
    String[] names = landmarks.split(" ", 2);
    Files.writeString(
        bundle.resolve("classes.csv"),
        "index,landmark_id,images\n0,%s,2\n1,%s,1\n".formatted(names[0], names[1]));
    ManifestFile.write(
        bundle,
        new Manifest(
            "b0",
            "tf_efficientnet_b0",
            32,
            512,
            2,
            3,
            "pixels",
            "embedding",
            Optional.empty(),
            stageId,
            Map.of(),
            Map.of()));
    Files.writeString(StageFolder.of(folder, stageId).lastCheckpoint(), "weights");
    String digest = bundles.publish(bundle).digest();
    replay(stageId, new StageAccepted(Commands.train(stageId).build(), null, 0L));
    replay(stageId, new StageCompleted(digest, 0.0, 1.0, 0L));
    return digest;
  }

  private void replay(String stageId, Object body) {
    state = state.replay(new TrainingEvent("b0", stageId, Instant.EPOCH, body));
  }

  private StagePlan plan(TrainStageCommand command) {
    return new StagePlanner(new Datasets(folder, folder, List.of()), folder, bundles, CAPACITY)
        .plan(state, command);
  }

  private List<String> codes(TrainStageCommand.Builder command) {
    return plan(command.build()) instanceof StagePlan.Faulty(List<Fault> faults)
        ? faults.stream().map(Fault::getCode).toList()
        : List.of();
  }
}
