package dev.cairn.pipeline.stage;

import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tag;
import io.micrometer.core.instrument.Timer;
import io.micrometer.core.instrument.binder.kafka.KafkaClientMetrics;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Supplier;
import org.apache.kafka.clients.consumer.Consumer;

/**
 * Meters {@code cairn.stage.*} with a tag for the stage. The sums of {@link StageStats} are kept
 * here too, as a registry need not remember any.
 */
final class StageMetrics {
  private static final String PREFIX = "cairn.stage.";

  private final MeterRegistry registry;
  private final String stage;
  private final InFlight inFlight;
  private final Timer prepare;
  private final Timer process;
  private final Timer commit;
  private final Counter emitted;
  private final Counter rewinds;
  private final List<Gauge> gauges;
  private final LongAdder records = new LongAdder();
  private final LongAdder failures = new LongAdder();
  private final LongAdder batches = new LongAdder();
  private final LongAdder prepareNanos = new LongAdder();
  private final LongAdder processNanos = new LongAdder();
  private volatile boolean paused;

  StageMetrics(MeterRegistry registry, String stage, InFlight inFlight) {
    this.registry = registry;
    this.stage = stage;
    this.inFlight = inFlight;
    prepare = registry.timer(PREFIX + "prepare", "stage", stage);
    process = registry.timer(PREFIX + "batch", "stage", stage);
    commit = registry.timer(PREFIX + "commit", "stage", stage);
    emitted = registry.counter(PREFIX + "records", "stage", stage);
    rewinds = registry.counter(PREFIX + "rewinds", "stage", stage);
    gauges =
        List.of(
            gauge("in.flight.records", inFlight::records),
            gauge("in.flight.bytes", inFlight::bytes),
            gauge("paused", () -> paused ? 1 : 0));
  }

  private Gauge gauge(String name, Supplier<Number> value) {
    return Gauge.builder(PREFIX + name, value).tag("stage", stage).register(registry);
  }

  /** The client's own meters, lag among them. */
  KafkaClientMetrics bind(Consumer<?, ?> consumer) {
    KafkaClientMetrics client = new KafkaClientMetrics(consumer, List.of(Tag.of("stage", stage)));
    client.bindTo(registry);
    return client;
  }

  void prepared(long nanos) {
    prepare.record(Duration.ofNanos(nanos));
    prepareNanos.add(nanos);
  }

  void processed(long nanos) {
    process.record(Duration.ofNanos(nanos));
    processNanos.add(nanos);
    batches.increment();
  }

  void committed(List<Finished> batch, long nanos) {
    commit.record(Duration.ofNanos(nanos));
    emitted.increment(batch.size());
    records.add(batch.size());
    for (Finished finished : batch) {
      if (finished.outcome() instanceof Outcome.Failed failed) {
        registry
            .counter(PREFIX + "failures", "stage", stage, "code", failed.code().name())
            .increment();
        failures.increment();
      }
    }
  }

  void rewound() {
    rewinds.increment();
  }

  void paused(boolean now) {
    paused = now;
  }

  StageStats stats() {
    return new StageStats(
        records.sum(),
        failures.sum(),
        batches.sum(),
        Duration.ofNanos(prepareNanos.sum()),
        Duration.ofNanos(processNanos.sum()),
        inFlight.activeTime(),
        inFlight.records(),
        inFlight.bytes(),
        paused);
  }

  /** A gauge of the same name would otherwise show this stage instead of its successor. */
  void close() {
    gauges.forEach(registry::remove);
  }
}
