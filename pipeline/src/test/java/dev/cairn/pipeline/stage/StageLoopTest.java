package dev.cairn.pipeline.stage;

import static dev.cairn.pipeline.stage.TestStage.SMALL;
import static dev.cairn.pipeline.stage.TestStage.numbered;
import static dev.cairn.pipeline.stage.TestStage.text;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

@Timeout(90)
class StageLoopTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  @Test
  void givesEveryRecordOneResultInTheOrderOfItsPartition() {
    TestStage stage = new TestStage(BROKER, "order", 3, SMALL);
    stage.send(numbered(300));
    try (StageLoop<String> loop = stage.start(new Copying(stage))) {
      stage.results(300);
    }
    // Equal keys go to equal partitions, so each output partition must repeat its input partition.
    assertThat(byPartition(BROKER.readAll(stage.output())))
        .isEqualTo(byPartition(BROKER.readAll(stage.input())));
  }

  @Test
  void sendsAnUnreadableRecordToTheDeadLettersAndItsNeighboursOn() {
    TestStage stage = new TestStage(BROKER, "poison", 1, SMALL);
    stage.send(List.of("good-1", "bad", "good-2"));
    Copying refusing =
        new Copying(stage) {
          @Override
          public String prepare(ConsumerRecord<byte[], byte[]> record) {
            if (text(record.value()).equals("bad")) {
              throw new CairnException(ErrorCode.IMAGE_TRUNCATED, "ends in row 7");
            }
            return super.prepare(record);
          }
        };
    try (StageLoop<String> loop = stage.start(refusing)) {
      assertThat(stage.results(2)).containsExactly("good-1", "good-2");
      ConsumerRecord<byte[], byte[]> letter = stage.deadLetters(1).getFirst();
      assertThat(text(letter.key())).isEqualTo("bad");
      assertThat(text(letter.value())).isEqualTo("bad");
      assertThat(headers(letter))
          .containsEntry("cairn.error.code", "IMAGE_TRUNCATED")
          .containsEntry("cairn.error.message", "ends in row 7")
          .containsEntry("cairn.stage", "poison")
          .containsEntry("cairn.attempts", "1")
          .containsEntry("cairn.topic", stage.input())
          .containsEntry("cairn.partition", "0")
          .containsEntry("cairn.offset", "1")
          .containsKey("cairn.at");
      await().until(() -> loop.stats().records() == 3 && loop.stats().failures() == 1);
    }
  }

  @Test
  void findsTheOneRecordThatBreaksItsBatch() {
    TestStage stage = new TestStage(BROKER, "bomb", 1, SMALL);
    stage.send(List.of("a", "b", "bomb", "c"));
    Copying breaking =
        new Copying(stage) {
          @Override
          public List<Outcome> process(List<String> batch) throws InterruptedException {
            if (batch.contains("bomb")) {
              throw new IllegalStateException("boom");
            }
            return super.process(batch);
          }
        };
    try (StageLoop<String> loop = stage.start(breaking)) {
      assertThat(stage.results(3)).containsExactly("a", "b", "c");
      assertThat(headers(stage.deadLetters(1).getFirst()))
          .containsEntry("cairn.error.code", "INTERNAL")
          .containsEntry("cairn.offset", "2");
      assertThat(loop.isRunning()).isTrue();
    }
  }

  @Test
  void triesAgainWhatMayPass() {
    TestStage stage = new TestStage(BROKER, "transient", 1, SMALL);
    stage.send(List.of("a"));
    AtomicInteger attempts = new AtomicInteger();
    Copying flaky =
        new Copying(stage) {
          @Override
          public String prepare(ConsumerRecord<byte[], byte[]> record) {
            if (attempts.incrementAndGet() < SMALL.maxAttempts()) {
              throw new UncheckedIOException(new IOException("the share is away"));
            }
            return super.prepare(record);
          }
        };
    try (StageLoop<String> loop = stage.start(flaky)) {
      assertThat(stage.results(1)).containsExactly("a");
    }
    assertThat(attempts).hasValue(SMALL.maxAttempts());
  }

  @Test
  void pausesWhileTheDeviceIsBusyAndStaysInItsGroup() throws Exception {
    TestStage stage = new TestStage(BROKER, "pressure", 1, SMALL);
    stage.send(numbered(100));
    Gate gate = new Gate(stage);
    try (StageLoop<String> loop = stage.start(gate)) {
      gate.awaitBatch();
      await().until(() -> loop.stats().paused());
      assertThat(loop.stats().inFlightRecords())
          .isBetween(
              SMALL.maxWaitingRecords(), SMALL.maxWaitingRecords() + SMALL.maxBatchRecords());
      gate.open();
      assertThat(stage.results(100)).containsExactlyElementsOf(numbered(100));
      await().until(() -> loop.stats().inFlightRecords() == 0 && !loop.stats().paused());
    }
  }

  @Test
  void aWorkerWithTheSameIdentityTakesOverWhatTheFirstHadNotCommitted() throws Exception {
    TestStage stage = new TestStage(BROKER, "takeover", 2, SMALL);
    stage.send(numbered(50));
    Gate gate = new Gate(stage);
    StageLoop<String> first = stage.start(gate);
    gate.awaitBatch(); // processed but not committed, like a worker that hangs

    try (StageLoop<String> second = stage.start(new Copying(stage))) {
      stage.results(50);
      gate.open();
      await().until(() -> first.ended().isCompletedExceptionally());
      assertThat(first.isRunning()).isFalse();
      assertThat(second.isRunning()).isTrue();
    }
    assertThat(stage.allResults()).containsExactlyInAnyOrderElementsOf(numbered(50));
  }

  @Test
  void dropsWorkOfPartitionsThatAnotherWorkerTakes() throws Exception {
    StageLimits roomForAll =
        new StageLimits(4, Duration.ofMillis(20), 2, 400, 1 << 20, 3, Duration.ofSeconds(20));
    TestStage stage = new TestStage(BROKER, "rebalance", 4, roomForAll);
    stage.send(numbered(200));
    Gate gate = new Gate(stage);
    List<String> seenBySecond = new ArrayList<>();
    Copying noting =
        new Copying(stage) {
          @Override
          public List<Outcome> process(List<String> batch) throws InterruptedException {
            seenBySecond.addAll(batch);
            return super.process(batch);
          }
        };
    try (StageLoop<String> first = stage.loop("worker-1", gate);
        StageLoop<String> second = stage.loop("worker-2", noting)) {
      first.start();
      gate.awaitBatch();
      await().until(() -> first.stats().inFlightRecords() == 200);
      second.start();
      await().until(() -> second.stats().records() > 0);
      gate.open();
      stage.results(200);
    }
    assertThat(seenBySecond).isNotEmpty();
    assertThat(stage.allResults()).containsExactlyInAnyOrderElementsOf(numbered(200));
  }

  @Test
  void closingFinishesWhatIsInFlightAndTheNextWorkerGoesOnThere() throws Exception {
    TestStage stage = new TestStage(BROKER, "close", 1, SMALL);
    stage.send(numbered(60));
    Gate gate = new Gate(stage);
    StageLoop<String> first = stage.start(gate);
    gate.awaitBatch();
    Thread closing = Thread.ofPlatform().start(first::close);
    gate.open();
    closing.join();
    assertThat(first.ended()).isCompleted();
    List<String> done = stage.allResults();
    assertThat(done).isNotEmpty().isEqualTo(numbered(60).subList(0, done.size()));

    try (StageLoop<String> second = stage.start(new Copying(stage))) {
      stage.results(60);
    }
    assertThat(stage.allResults()).isEqualTo(numbered(60));
  }

  @Test
  void readsTheRecordsOfAFailedTransactionAgain() {
    TestStage stage = new TestStage(BROKER, "rewind", 2, SMALL);
    stage.send(numbered(40));
    AtomicInteger batches = new AtomicInteger();
    Outcome nothing = new Outcome.Emit(List.of());
    Copying oversized =
        new Copying(stage) {
          @Override
          public List<Outcome> process(List<String> batch) throws InterruptedException {
            if (batches.incrementAndGet() != 2) {
              return super.process(batch);
            }
            List<Outcome> outcomes = new ArrayList<>(Collections.nCopies(batch.size(), nothing));
            outcomes.set(0, Outcome.emit(new ProducerRecord<>(stage.output(), new byte[2 << 20])));
            return outcomes; // the topic takes 1 MiB
          }
        };
    try (StageLoop<String> loop = stage.start(oversized)) {
      stage.results(40);
      assertThat(loop.isRunning()).isTrue();
    }
    assertThat(stage.allResults()).containsExactlyInAnyOrderElementsOf(numbered(40));
  }

  /** Holds its first batch back until it is opened, however it is interrupted. */
  private static final class Gate extends Copying {
    private final CountDownLatch reached = new CountDownLatch(1);
    private final CountDownLatch opened = new CountDownLatch(1);

    Gate(TestStage stage) {
      super(stage);
    }

    @Override
    public List<Outcome> process(List<String> batch) throws InterruptedException {
      reached.countDown();
      opened.await();
      return super.process(batch);
    }

    void awaitBatch() throws InterruptedException {
      reached.await();
    }

    void open() {
      opened.countDown();
    }
  }

  private static Map<Integer, List<String>> byPartition(
      List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream()
        .collect(
            Collectors.groupingBy(
                ConsumerRecord::partition,
                TreeMap::new,
                Collectors.mapping(record -> text(record.value()), Collectors.toList())));
  }

  private static Map<String, String> headers(ConsumerRecord<byte[], byte[]> record) {
    Map<String, String> headers = new TreeMap<>();
    record.headers().forEach(header -> headers.put(header.key(), text(header.value())));
    return headers;
  }
}
