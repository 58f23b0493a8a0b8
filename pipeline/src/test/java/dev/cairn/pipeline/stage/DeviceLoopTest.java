package dev.cairn.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class DeviceLoopTest {
  private static final Outcome DONE = new Outcome.Emit(List.of());
  private static final Duration FOREVER = Duration.ofDays(1);

  private final List<List<String>> batches = new ArrayList<>();
  private final Handoff<Item<String>> input = new Handoff<>(100);
  private final Handoff<List<Finished>> output = new Handoff<>(100);
  private final Ownership ownership = new Ownership();
  private final Deque<Integer> wanted = new ArrayDeque<>();
  private InFlight inFlight;

  @Test
  void aLoneRecordDoesNotWaitForOthers() throws Exception {
    Thread device = Thread.ofPlatform().start(loop(32, FOREVER));
    put(ready("a"));
    assertThat(output.take()).hasSize(1);
    input.close();
    device.join();
    assertThat(output.take()).isNull();
  }

  @Test
  void takesWhatIsReadyUpToAFullBatch() throws Exception {
    putAll("a", "b", "c", "d", "e");
    input.close();
    loop(2, Duration.ZERO).run();
    assertThat(batches).containsExactly(List.of("a", "b"), List.of("c", "d"), List.of("e"));
  }

  @Test
  void takesNoMoreThanTheFunctionWantsAtTheMoment() throws Exception {
    putAll("a", "b", "c", "d", "e", "f");
    input.close();
    wanted.addAll(List.of(3, 1, 2));
    loop(32, Duration.ZERO).run();
    assertThat(batches).containsExactly(List.of("a", "b", "c"), List.of("d"), List.of("e", "f"));
  }

  @Test
  void aReadyRecordWaitsOnlySoLongForOnesBeingPrepared() throws Exception {
    CompletableFuture<Prepared<String>> slow = new CompletableFuture<>();
    put(ready("a"));
    put(slow);
    input.close();
    Thread device = Thread.ofPlatform().start(loop(32, Duration.ofMillis(1)));
    assertThat(output.take()).hasSize(1); // though "b" never became ready
    slow.complete(new Prepared.Ready<>("b"));
    assertThat(output.take()).hasSize(1);
    device.join();
    assertThat(batches).containsExactly(List.of("a"), List.of("b"));
  }

  @Test
  void recordsThatGaveUpKeepTheirPlaceAndStayAwayFromTheDevice() throws Exception {
    Tried refused = new Tried(Outcome.failed(dev.cairn.schemas.error.ErrorCode.IMAGE_EMPTY, ""), 1);
    put(ready("a"));
    put(CompletableFuture.completedFuture(new Prepared.GaveUp<>(refused)));
    put(ready("c"));
    input.close();
    loop(32, FOREVER).run();
    assertThat(batches).containsExactly(List.of("a", "c"));
    assertThat(output.take())
        .extracting(Finished::outcome)
        .containsExactly(DONE, refused.outcome(), DONE);
  }

  @Test
  void recordsOfLostPartitionsAreDroppedBeforeTheDevice() throws Exception {
    Runnable loop = loop(32, FOREVER);
    putAll("a", "b");
    ownership.revoke(List.of(new TopicPartition("in", 0)));
    input.close();
    loop.run();
    assertThat(batches).isEmpty();
    assertThat(output.take()).isEmpty();
    assertThat(inFlight.records()).isZero();
  }

  private void putAll(String... values) throws InterruptedException {
    for (String value : values) {
      put(ready(value));
    }
  }

  private void put(CompletableFuture<Prepared<String>> prepared) throws InterruptedException {
    if (ownership.claim(new TopicPartition("in", 0)) == null) {
      ownership.assign(List.of(new TopicPartition("in", 0)));
    }
    Origin origin = TestRecords.origin(0, 0, ownership.claim(new TopicPartition("in", 0)));
    if (inFlight != null) {
      inFlight.add(origin);
    }
    input.put(new Item<>(origin, prepared));
  }

  private static CompletableFuture<Prepared<String>> ready(String value) {
    return CompletableFuture.completedFuture(new Prepared.Ready<>(value));
  }

  private Runnable loop(int maxBatchRecords, Duration maxBatchWait) {
    StageLimits limits =
        new StageLimits(maxBatchRecords, maxBatchWait, 1, 100, 1_000, 1, Duration.ZERO);
    StageConfig config =
        new StageConfig("test", "group", List.of("in"), "worker-1", "dead", limits);
    RetryRule retry = new RetryRule(config, new CountDownLatch(0));
    inFlight = new InFlight(limits);
    StageMetrics metrics = new StageMetrics(new SimpleMeterRegistry(), "test", inFlight);
    StageContext context =
        new StageContext(config, new Signals(), ownership, inFlight, retry, metrics);
    DeviceLoop<String> loop =
        new DeviceLoop<>(context, new BatchRunner<>(new Noting(), retry), input, output);
    return () -> {
      try {
        loop.run();
      } catch (InterruptedException e) {
        throw new IllegalStateException(e);
      }
    };
  }

  private final class Noting implements StageFunction<String> {
    @Override
    public String prepare(ConsumerRecord<byte[], byte[]> record) {
      throw new UnsupportedOperationException();
    }

    @Override
    public int batchLimit() {
      return wanted.isEmpty() ? Integer.MAX_VALUE : wanted.remove();
    }

    @Override
    public List<Outcome> process(List<String> batch) {
      batches.add(List.copyOf(batch));
      return Collections.nCopies(batch.size(), DONE);
    }
  }
}
