package dev.cairn.train.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.schemas.avro.CancelTraining;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.ModelPublished;
import dev.cairn.schemas.avro.StageAccepted;
import dev.cairn.schemas.avro.StageCancelled;
import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.StageRejected;
import dev.cairn.schemas.avro.StageStarted;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.avro.TrainingCommand;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.train.TinyDataset;
import dev.cairn.train.host.Hosts;
import dev.cairn.train.model.ModelImport;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.ranks.DeviceKind;
import dev.cairn.train.torch.FormulaModel;
import dev.cairn.train.weights.file.PthWriter;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The whole worker: a real broker, real trainer processes, a tiny dataset. */
class TrainWorkerTest {
  private static final Duration PATIENCE = Duration.ofMinutes(3);

  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  @TempDir private static Path folder;

  @BeforeAll
  static void publish() throws IOException {
    new TinyDataset(folder, "tiny").landmark("bridge", 4).landmark("tower", 4).publish();
  }

  @Test
  void aCommandBecomesAModelThoughTheWorkerIsReplacedMeanwhile() {
    String prefix = "model";
    TrainStageCommand first = Commands.train("first").setPromoteTo("default").build();
    TrainStageCommand second =
        Commands.train("second").setLoadFrom("first").setImageSize(48).setStopAtEpoch(1).build();
    try (TrainWorker _ = worker(prefix)) {
      awaitTopics(prefix);
      send(prefix, first, first, second);
      awaitEvent(prefix, event -> event.getEvent() instanceof EpochCompleted);
    }
    try (TrainWorker _ = worker(prefix)) {
      awaitEvent(prefix, event -> isEnd(event, "second"));
    }

    List<Object> told = told(prefix, "first");
    assertThat(told).filteredOn(StageAccepted.class::isInstance).hasSize(1);
    assertThat(told)
        .filteredOn(EpochCompleted.class::isInstance)
        .extracting(epoch -> ((EpochCompleted) epoch).getEpoch())
        .containsExactly(1, 2);
    assertThat(told).last().isInstanceOf(StageCompleted.class);
    String firstDigest = ((StageCompleted) told.getLast()).getBundleDigest();
    assertThat(told(prefix, "second")).last().isInstanceOf(StageCompleted.class);

    List<Object> models =
        BROKER.read(Topic.MODELS.name(prefix), 3).stream()
            .map(record -> Codecs.MODEL_EVENT.decode(record.value()).getEvent())
            .toList();
    assertThat(((ModelPublished) models.get(0)).getBundleDigest()).isEqualTo(firstDigest);
    assertThat(((EnsemblePublished) models.get(1)).getBundleDigests()).containsExactly(firstDigest);
    ModelPublished last = (ModelPublished) models.get(2);
    assertThat(last.getParentDigest()).isEqualTo(firstDigest);
    assertThat(last.getImageSize()).isEqualTo(48);
    assertThat(new FolderBundleStore(folder).contains(last.getBundleDigest())).isTrue();
  }

  @Test
  void whatCannotBeCarriedOutIsAnsweredAndTheNextCommandsGoOn() {
    String prefix = "refused";
    try (TrainWorker _ = worker(prefix)) {
      awaitTopics(prefix);
      BROKER.send(
          List.of(new ProducerRecord<>(commands(prefix), "b0".getBytes(UTF_8), new byte[] {1, 2})));
      TrainStageCommand waits = Commands.train("waits").setEpochs(100).build();
      CancelTraining cancel = new CancelTraining("b0", "waits");
      TrainStageCommand child = Commands.train("child").setLoadFrom("waits").build();
      send(prefix, Commands.train("wrong").setImageSize(0).setFold(9).build(), waits);
      awaitEvent(prefix, event -> event.getEvent() instanceof StageStarted);
      send(prefix, child, cancel);
      awaitEvent(prefix, event -> isEnd(event, "child"));
    }

    assertThat(((StageRejected) told(prefix, "wrong").getLast()).getFaults()).hasSize(2);
    assertThat(told(prefix, "waits")).last().isInstanceOf(StageCancelled.class);
    assertThat(((StageRejected) told(prefix, "child").getLast()).getFaults())
        .singleElement()
        .satisfies(fault -> assertThat(fault.getCode()).isEqualTo("CHECKPOINT_NOT_FOUND"));
    ConsumerRecord<byte[], byte[]> letter =
        BROKER.read(Topic.DEAD_LETTERS.name(prefix), 1).getFirst();
    assertThat(letter.value()).containsExactly(1, 2);
    assertThat(letter.headers().lastHeader("cairn.error.code").value())
        .isEqualTo("RECORD_UNREADABLE".getBytes(UTF_8));
  }

  @Test
  void aStageWaitsForItsParentAndATrainerThatDiesGoesOn() {
    String prefix = "restarts";
    try (TrainWorker _ = worker(prefix)) {
      awaitTopics(prefix);
      send(
          prefix,
          Commands.train("busy").setEpochs(1000).build(),
          Commands.train("child").setLoadFrom("parent").build(),
          Commands.train("parent").build(),
          Commands.train("unwanted").build(),
          new CancelTraining("b0", "unwanted"));
      awaitEvent(prefix, event -> isEnd(event, "unwanted"));
      assertThat(told(prefix, "busy")).noneMatch(TrainWorkerTest::endsStage);
      send(prefix, new CancelTraining("b0", "busy"));
      awaitEvent(prefix, event -> isOf(event, "child") && event.getEvent() instanceof StageStarted);
      trainers().forEach(ProcessHandle::destroyForcibly);
      awaitEvent(prefix, event -> isEnd(event, "child"));
    }

    assertThat(told(prefix, "parent")).last().isInstanceOf(StageCompleted.class);
    assertThat(told(prefix, "child"))
        .filteredOn(StageStarted.class::isInstance)
        .extracting(started -> ((StageStarted) started).getAttempt())
        .containsExactly(1, 2);
    assertThat(told(prefix, "child")).last().isInstanceOf(StageCompleted.class);
  }

  @Test
  void whatWasCancelledGoesOnWhereItWasWhenItIsSentAgain() {
    String prefix = "resumed";
    TrainStageCommand command = Commands.train("twice").setEpochs(30).setStopAtEpoch(8).build();
    try (TrainWorker _ = worker(prefix)) {
      awaitTopics(prefix);
      send(prefix, command);
      awaitEvent(prefix, event -> event.getEvent() instanceof EpochCompleted);
      send(prefix, new CancelTraining("b0", "twice"));
      awaitEvent(prefix, event -> event.getEvent() instanceof StageCancelled);
      send(prefix, command);
      awaitEvent(prefix, event -> event.getEvent() instanceof StageCompleted);
    }

    List<Object> told = told(prefix, "twice");
    StageCancelled cancelled =
        (StageCancelled)
            told.stream().filter(StageCancelled.class::isInstance).findFirst().orElseThrow();
    assertThat(cancelled.getAfterEpoch()).isPositive();
    assertThat(Path.of(cancelled.getCheckpoint())).exists();
    assertThat(told)
        .filteredOn(StageStarted.class::isInstance)
        .extracting(started -> ((StageStarted) started).getFromEpoch())
        .containsExactly(1, cancelled.getAfterEpoch() + 1);
  }

  @Test
  void anImportedModelAndACheckpointFileAreParentsToo() throws IOException {
    String prefix = "parents";
    Path file = folder.resolve("b0.pth");
    PthWriter.zip(file, FormulaModel.tensors(Architectures.byName("tf_efficientnet_b0")));
    Bundle imported =
        new ModelImport(file, "tf_efficientnet_b0", "b0", 32, Optional.empty(), 0, 1)
            .into(folder)
            .bundle();
    try (TrainWorker _ = worker(prefix)) {
      awaitTopics(prefix);
      send(
          prefix,
          Commands.train("bundle").setLoadFrom(imported.digest()).setStopAtEpoch(1).build(),
          Commands.train("file")
              .setLoadFrom("file:%s/b0.pth".formatted(folder.getFileName()))
              .setStopAtEpoch(1)
              .build());
      awaitEvent(prefix, event -> isEnd(event, "file"));
    }

    assertThat(told(prefix, "bundle")).last().isInstanceOf(StageCompleted.class);
    assertThat(told(prefix, "file")).last().isInstanceOf(StageCompleted.class);
    String digest = ((StageCompleted) told(prefix, "file").getLast()).getBundleDigest();
    assertThat(new FolderBundleStore(folder).open(digest).manifest().recipe())
        .containsEntry("loadFromSha256", Sha256.of(file));
  }

  /** The trainer processes of this JVM. */
  private static List<ProcessHandle> trainers() {
    return ProcessHandle.current()
        .children()
        .filter(child -> child.info().commandLine().orElse("").contains("TrainerMain"))
        .toList();
  }

  private static TrainWorker worker(String prefix) {
    return TrainWorker.start(
        new TrainWorkerSettings(
            BROKER.kafka(),
            prefix,
            "train-0",
            folder,
            folder,
            List.of(),
            List.of(folder),
            Duration.ofMinutes(10),
            DeviceKind.CPU,
            new Capacity(Hosts.local(1), 1, 512, 8L << 30)));
  }

  private static String commands(String prefix) {
    return Topic.TRAINING_COMMANDS.name(prefix);
  }

  private static void send(String prefix, Object... commands) {
    for (Object command : commands) {
      byte[] value = Codecs.TRAINING_COMMAND.encode(new TrainingCommand(command, Instant.now()));
      BROKER.send(List.of(new ProducerRecord<>(commands(prefix), "b0".getBytes(UTF_8), value)));
    }
  }

  private static void awaitTopics(String prefix) {
    await().atMost(PATIENCE).ignoreExceptions().until(() -> events(prefix).isEmpty());
  }

  private static void awaitEvent(String prefix, Predicate<TrainingEvent> expected) {
    await().atMost(PATIENCE).until(() -> events(prefix).stream().anyMatch(expected));
  }

  private static boolean isEnd(TrainingEvent event, String stageId) {
    return isOf(event, stageId) && endsStage(event.getEvent());
  }

  private static boolean isOf(TrainingEvent event, String stageId) {
    return event.getStageId().equals(stageId);
  }

  private static boolean endsStage(Object event) {
    return switch (event) {
      case StageAccepted _, StageStarted _, StageProgress _, EpochCompleted _ -> false;
      default -> true;
    };
  }

  private static List<Object> told(String prefix, String stageId) {
    return events(prefix).stream()
        .filter(event -> event.getStageId().equals(stageId))
        .map(TrainingEvent::getEvent)
        .toList();
  }

  private static List<TrainingEvent> events(String prefix) {
    return BROKER.readAll(Topic.TRAINING_EVENTS.name(prefix)).stream()
        .map(record -> Codecs.TRAINING_EVENT.decode(record.value()))
        .toList();
  }
}
