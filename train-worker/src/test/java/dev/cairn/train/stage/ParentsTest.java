package dev.cairn.train.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.bundle.ManifestFile;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.pipeline.tensor.DType;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.StageAccepted;
import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.StageFailed;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.train.TinyDataset;
import dev.cairn.train.dataset.Datasets;
import dev.cairn.train.host.Hosts;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.net.Parameter;
import dev.cairn.train.roots.AllowedRoots;
import dev.cairn.train.torch.LoadMode;
import dev.cairn.train.trainer.Parent;
import dev.cairn.train.weights.file.PthWriter;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What stages over the landmarks bridge and tower load from. */
class ParentsTest {
  private static final LandmarkNetwork B0 = Architectures.byName("tf_efficientnet_b0");
  private static final int LANDMARKS = 2;

  @TempDir private Path folder;
  private Path models;
  private TrainingState state = TrainingState.EMPTY;

  @BeforeEach
  void publish() throws IOException {
    models = Files.createDirectories(folder.resolve("models"));
    new TinyDataset(folder, "tiny").landmark("bridge", 3).landmark("tower", 1).publish();
  }

  @ParameterizedTest
  @CsvSource({
    "0, bridge tower, STRICT",
    "0, bridge gate, WITHOUT_HEAD",
    "0, , WITHOUT_HEAD",
    "1, bridge tower, WITHOUT_HEAD",
    "1, , WITHOUT_HEAD",
    "2, bridge tower, STRICT",
    "3, tower bridge, STRICT"
  })
  void aBundleGivesWhatTheStepAsksFor(int step, String landmarks, LoadMode mode)
      throws IOException {
    String digest = finished("p1", landmarks);
    for (String loadFrom : List.of("p1", digest)) {
      Parent parent = parent(Commands.train("s1").setStep(step).setLoadFrom(loadFrom));
      assertThat(parent.mode()).isEqualTo(mode);
      assertThat(parent.bundleDigest()).contains(digest);
    }
  }

  @Test
  void aBundleMadeElsewhereNeedsNoStageOfItsOwn() throws IOException {
    String digest = bundle("elsewhere", "bridge tower").digest();
    Parent parent = parent(Commands.train("s1").setStep(2).setLoadFrom(digest));
    assertThat(parent.mode()).isEqualTo(LoadMode.STRICT);
    assertThat(parent.headOrder().orElseThrow().landmarkIds()).containsExactly("bridge", "tower");
  }

  @Test
  void stepsTwoAndThreeNeedTheHeadsOwnLandmarks() throws IOException {
    finished("p1", "bridge gate");
    finished("p2", null);
    assertFault(Commands.train("s1").setStep(2).setLoadFrom("p1"), "DATASET_INVALID", "other");
    assertFault(Commands.train("s1").setStep(3).setLoadFrom("p2"), "DATASET_INVALID", "no head");
  }

  @Test
  void aParentOfAnotherArchitectureIsAFault() throws IOException {
    finished("p1", "bridge tower");
    TrainStageCommand.Builder command = Commands.train("s1").setLoadFrom("p1");
    assertFault(
        command.setArchitecture("tf_efficientnet_b1"), "STAGE_OPTION_INVALID", "must be the same");
    assertThat(parent(command.setArchitecture("tf_efficientnet_b0_ns")).mode())
        .isEqualTo(LoadMode.STRICT);
  }

  @Test
  void whatHasNotCompletedCannotBeLoaded() {
    replay("p1", new StageAccepted(Commands.train("p1").build(), null, 0L));
    assertFault(Commands.train("s1").setLoadFrom("p1"), "CHECKPOINT_NOT_FOUND", "not completed");
    replay("p1", new StageFailed(new Fault("TRAINER_DIED", "exit code 9")));
    assertFault(Commands.train("s1").setLoadFrom("p1"), "CHECKPOINT_NOT_FOUND", "FAILED");
    assertFault(
        Commands.train("s1").setLoadFrom("0".repeat(64)), "CHECKPOINT_NOT_FOUND", "no bundle");
  }

  @Test
  void aBundleWithoutWeightsCanOnlyBeServed() throws IOException {
    Path bundle = bundleFolder("served", "bridge tower");
    Files.delete(bundle.resolve("weights.safetensors"));
    String digest = new FolderBundleStore(folder).publish(bundle).digest();
    assertFault(Commands.train("s1").setLoadFrom(digest), "MODEL_INVALID", "no weights");
  }

  @ParameterizedTest
  @CsvSource({
    "0, whole, STRICT",
    "0, other-head, WITHOUT_HEAD",
    "0, headless, WITHOUT_HEAD",
    "0, backbone, BACKBONE",
    "1, whole, WITHOUT_HEAD",
    "1, backbone, BACKBONE",
    "2, whole, STRICT",
    "3, whole, STRICT"
  })
  void aFileGivesWhatTheStepAsksFor(int step, String kind, LoadMode mode) throws IOException {
    Path file = models.resolve("b0.pth");
    PthWriter.zip(file, checkpoint(kind));
    Parent parent = parent(Commands.train("s1").setStep(step).setLoadFrom("file:models/b0.pth"));
    assertThat(parent).isEqualTo(new Parent.OfFile(file.toRealPath(), Sha256.of(file), mode));
    assertThat(parent.bundleDigest()).isEmpty();
    assertThat(parent.headOrder()).isEmpty();
  }

  @ParameterizedTest
  @CsvSource({
    "headless, has no head",
    "backbone, has no head",
    "other-head, has a head of 3 classes"
  })
  void stepsTwoAndThreeNeedAFileWithAHeadOfAsManyClasses(String kind, String words)
      throws IOException {
    Safetensors.write(models.resolve("b0.safetensors"), Map.of(), checkpoint(kind));
    assertFault(
        Commands.train("s1").setStep(2).setLoadFrom("file:models/b0.safetensors"),
        "DATASET_INVALID",
        words);
  }

  @Test
  void whatCannotBeMatchedIsNamed() throws IOException {
    Map<String, Tensor> tensors = checkpoint("whole");
    tensors.remove("enet.bn2.bias");
    tensors.put("enet.bn1.bias", Tensor.ofFloats(new float[7], 7));
    tensors.put("ema_decay", Tensor.ofFloats(new float[1], 1));
    PthWriter.legacy(models.resolve("odd.pth"), tensors);
    TrainStageCommand.Builder command = Commands.train("s1").setLoadFrom("file:models/odd.pth");
    assertFault(command, "MODEL_INVALID", "enet.bn2.bias");
    assertFault(command, "MODEL_INVALID", "enet.bn1.bias is F32[7] and should be F32[32]");
    assertFault(command, "MODEL_INVALID", "ema_decay");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "file:models/missing.pth",
        "file:models",
        "file:other/b0.pth",
        "file:models/../tiny.csv",
        "file:/etc/passwd",
        "file:"
      })
  void aFileThatNoRootHasIsNotFound(String loadFrom) {
    assertFault(Commands.train("s1").setLoadFrom(loadFrom), "CHECKPOINT_NOT_FOUND", loadFrom);
  }

  private static Map<String, Tensor> checkpoint(String kind) {
    int classes = kind.equals("other-head") ? LANDMARKS + 1 : LANDMARKS;
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : B0.parameters(classes)) {
      if (parameter.kind() != Parameter.Kind.COUNTER) {
        float[] values = new float[Math.toIntExact(parameter.elements())];
        tensors.put(parameter.name(), Tensor.ofFloats(values, parameter.shape()));
      }
    }
    switch (kind) {
      case "headless" -> tensors.remove(LandmarkNetwork.HEAD);
      case "backbone" -> tensors.keySet().removeIf(name -> !name.startsWith("enet."));
      default -> {}
    }
    return tensors;
  }

  /** A completed stage: its events and its bundle, whose digest is returned. */
  private String finished(String stageId, String landmarks) throws IOException {
    String digest = bundle(stageId, landmarks).digest();
    replay(stageId, new StageAccepted(Commands.train(stageId).build(), null, 0L));
    replay(stageId, new StageCompleted(digest, 0.0, 1.0, 0L));
    return digest;
  }

  private Bundle bundle(String stageId, String landmarks) throws IOException {
    return new FolderBundleStore(folder).publish(bundleFolder(stageId, landmarks));
  }

  private Path bundleFolder(String stageId, String landmarks) throws IOException {
    String[] names = landmarks == null ? new String[0] : landmarks.split(" ", 2);
    Path bundle = Files.createDirectories(folder.resolve("unpublished").resolve(stageId));
    Files.writeString(bundle.resolve("model.onnx"), stageId);
    Safetensors.write(
        bundle.resolve("weights.safetensors"),
        Map.of(),
        Map.of("feat.bias", Tensor.ofFloats(new float[1], 1)));
    MemorySegment head = MemorySegment.ofArray(new byte[names.length * 3 * 512 * 4]);
    Safetensors.write(
        bundle.resolve("head.safetensors"),
        Map.of(),
        Map.of("weight", new Tensor(DType.F32, new long[] {names.length, 3, 512}, head)));
    StringBuilder classes = new StringBuilder("index,landmark_id,images\n");
    for (int i = 0; i < names.length; i++) {
      classes.append("%d,%s,1\n".formatted(i, names[i]));
    }
    Files.writeString(bundle.resolve("classes.csv"), classes);
    ManifestFile.write(
        bundle,
        new Manifest(
            "b0",
            "tf_efficientnet_b0",
            32,
            512,
            names.length,
            3,
            "pixels",
            "embedding",
            Optional.empty(),
            stageId,
            Map.of(),
            Map.of()));
    return bundle;
  }

  private void replay(String stageId, Object body) {
    state = state.replay(new TrainingEvent("b0", stageId, Instant.EPOCH, body));
  }

  private StagePlan plan(TrainStageCommand.Builder command) {
    Parents parents =
        new Parents(
            new FolderBundleStore(folder),
            new AllowedRoots(AllowedRoots.Kind.MODEL, List.of(models)));
    Capacity capacity = new Capacity(Hosts.local(1), 1, 512, 8L << 30);
    return new StagePlanner(new Datasets(folder, folder, List.of()), parents, capacity)
        .plan(state, command.build());
  }

  private Parent parent(TrainStageCommand.Builder command) {
    return ((StagePlan.Ready) plan(command)).parent().orElseThrow();
  }

  private void assertFault(TrainStageCommand.Builder command, String code, String words) {
    assertThat(((StagePlan.Faulty) plan(command)).faults())
        .singleElement()
        .satisfies(fault -> {
          assertThat(fault.getCode()).isEqualTo(code);
          assertThat(fault.getMessage()).contains(words);
        });
  }
}
