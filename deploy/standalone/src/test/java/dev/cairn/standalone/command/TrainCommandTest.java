package dev.cairn.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.schemas.avro.CancelTraining;
import dev.cairn.schemas.avro.StageCancelled;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.TopicScan;
import dev.cairn.standalone.client.TrainingClient;
import dev.cairn.standalone.client.TrainingScan;
import dev.cairn.standalone.training.Recorded;
import dev.cairn.standalone.up.WorkFolder;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.errors.InterruptException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The commands that tell of training, over the topics of a real broker. */
@Timeout(60)
class TrainCommandTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  private static String address;
  @TempDir Path folder;

  @BeforeAll
  static void recordTwoStages() throws InterruptedException {
    TopicAdmin.createMissing(BROKER.kafka(), Topic.DEFAULT_PREFIX);
    address = BROKER.kafka().get("bootstrap.servers").toString();
    send(new Recorded("b0-64").accepted().started(1, 1).epoch(4, 3, 0.5, 30).completed());
    send(new Recorded("b0-96").accepted("b0-64").started(1, 1).step(1, 25, 100));
  }

  @Test
  void statusIsATableOfAllStages() {
    Ran ran = train("status");
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines())
        .anySatisfy(line -> assertThat(line).contains("b0-64", "completed", "4/4"))
        .anySatisfy(line -> assertThat(line).startsWith("> ").contains("b0-96", "1/4", "25/50"));
    assertThat(train("status", "--model", "b7").out()).contains("No stage yet");
  }

  @Test
  void aStageThatWaitsForItsTurnIsInTheTable() throws InterruptedException {
    TopicAdmin.createMissing(BROKER.kafka(), "queue");
    Installation queue = new Installation(address, "queue", new WorkFolder(Path.of("unused")));
    BROKER.send(
        List.of(new ProducerRecord<>(queue.topic(Topic.TRAINING_COMMANDS), new byte[] {1, 2, 3})));
    TrainingClient.send(queue, "b5", new Recorded("b5-step0").command(null));
    assertThat(train("status", "--topic-prefix", "queue").out().lines())
        .anySatisfy(line -> assertThat(line).startsWith("> ").contains("b5-step0", "queued"))
        .anySatisfy(line -> assertThat(line).contains("waits for its turn"));
  }

  @Test
  void liveStatusGoesOnWithALineForEachEvent() throws InterruptedException {
    StringWriter told = new StringWriter();
    Thread command = Thread.ofPlatform().start(() -> followLive(new PrintWriter(told)));
    await().until(told::toString, text -> text.contains("> b0"));
    send(new Recorded("later").accepted());
    await().until(told::toString, text -> text.contains("b0/later  accepted: tf_efficientnet"));
    command.interrupt();
    command.join();
  }

  private static void followLive(PrintWriter told) {
    try (TrainingScan scan = new TrainingScan(installation())) {
      followUntilInterrupted(new TrainingDisplay(scan, Optional.of("b0"), told));
    }
  }

  private static void followUntilInterrupted(TrainingDisplay display) {
    try {
      display.inLines(true);
    } catch (InterruptException end) {
      // A consumer that an interrupted thread closes cannot take leave of the broker.
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  @Test
  void aReportIsWrittenWhereItIsWanted() {
    Path page = folder.resolve("page.html");
    Ran ran = train("report", "b0-96", "--out", page.toString());
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().strip()).isEqualTo(page.toString());
    assertThat(page).content().startsWith("<!doctype html>").contains("b0/b0-96", "<b>b0-64</b>");
  }

  @Test
  void aReportOfAnUnknownStageNamesTheKnownOnes() {
    Ran ran = train("report", "b0-69");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("'b0-69'", "b0-64, b0-96", "STAGE_OPTION_INVALID");
  }

  @Test
  void aCancelledStageIsFollowedToItsEnd() throws InterruptedException {
    send(new Recorded("long").accepted().started(1, 1).epoch(1, 7, 0.1, 30));
    Thread worker = Thread.ofPlatform().start(TrainCommandTest::cancelWhenAsked);
    Ran ran = train("cancel", "--model", "b0", "--stage", "long");
    worker.join();
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out().lines())
        .containsExactly(
            "Asked b0/long to end at its next step. Its last checkpoint is kept: sent again, it"
                + " goes on from there.",
            "long cancelled after epoch 1; it goes on from long/last.safetensors when it is sent"
                + " again");
  }

  private static void cancelWhenAsked() {
    await().until(() -> cancelled().contains(new CancelTraining("b0", "long")));
    send(new Recorded("long").event(new StageCancelled(1, "long/last.safetensors")));
  }

  @Test
  void whatDoesNotRunIsNotWaitedFor() {
    Ran ended = train("cancel", "--model", "b0", "--stage", "b0-64");
    assertThat(ended.out()).contains("b0/b0-64 has ended: completed");
    Ran unheard = train("cancel", "--model", "b0", "--stage", "never");
    assertThat(unheard.out()).contains("Nothing has been heard of b0/never");
    assertThat(cancelled())
        .contains(new CancelTraining("b0", "b0-64"), new CancelTraining("b0", "never"));
  }

  private static Ran train(String... args) {
    return Ran.run(
        Stream.of(Stream.of("train"), Stream.of(args), Stream.of("--bootstrap", address))
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  private static Installation installation() {
    return new Installation(address, Topic.DEFAULT_PREFIX, new WorkFolder(Path.of("unused")));
  }

  private static List<Object> cancelled() {
    List<Object> commands = new ArrayList<>();
    try (TopicScan scan = TopicScan.fromBeginning(installation(), Topic.TRAINING_COMMANDS)) {
      while (!scan.caughtUp()) {
        scan.poll(Duration.ofMillis(100))
            .forEach(m -> commands.add(Codecs.TRAINING_COMMAND.decode(m.value()).getCommand()));
      }
    }
    return commands;
  }

  private static void send(Recorded recorded) {
    String topic = Topic.TRAINING_EVENTS.name(Topic.DEFAULT_PREFIX);
    BROKER.send(
        recorded.events().stream()
            .map(event ->
                new ProducerRecord<>(
                    topic, "b0".getBytes(UTF_8), Codecs.TRAINING_EVENT.encode(event)))
            .toList());
  }
}
