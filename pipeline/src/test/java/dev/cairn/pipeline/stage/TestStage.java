package dev.cairn.pipeline.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.broker.BrokerExtension;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** One input topic, one output topic and loops between them, on topics of its own. */
final class TestStage {
  static final StageLimits SMALL =
      new StageLimits(4, Duration.ofMillis(20), 2, 8, 1 << 20, 3, Duration.ofSeconds(20));

  private final BrokerExtension broker;
  private final String name;
  private final StageLimits limits;

  TestStage(BrokerExtension broker, String name, int partitions, StageLimits limits) {
    this.broker = broker;
    this.name = name;
    this.limits = limits;
    broker.createTopic(input(), partitions);
    broker.createTopic(output(), partitions, Map.of("max.message.bytes", "1048588"));
    broker.createTopic(dead(), 1);
  }

  String input() {
    return name + "-in";
  }

  String output() {
    return name + "-out";
  }

  String dead() {
    return name + "-dead";
  }

  StageLoop<String> loop(String instanceId, StageFunction<String> function) {
    StageConfig config =
        new StageConfig(name, name + "-group", List.of(input()), instanceId, dead(), limits);
    return new StageLoop<>(config, broker.kafka(), function, new SimpleMeterRegistry());
  }

  /** Starts a loop of the only worker. */
  StageLoop<String> start(StageFunction<String> function) {
    StageLoop<String> loop = loop("worker-1", function);
    loop.start();
    return loop;
  }

  /** Sends values with their own text as key. */
  void send(List<String> values) {
    broker.send(
        values.stream()
            .map(value ->
                new ProducerRecord<>(input(), value.getBytes(UTF_8), value.getBytes(UTF_8)))
            .toList());
  }

  /** Copies a record's value to the output under the same key. */
  Outcome copy(String value) {
    return Outcome.emit(
        new ProducerRecord<>(output(), value.getBytes(UTF_8), value.getBytes(UTF_8)));
  }

  List<Outcome> copyAll(List<String> values) {
    return values.stream().map(this::copy).toList();
  }

  /** Waits for this many results; later ones are there too if they are committed by then. */
  List<String> results(int count) {
    return texts(broker.read(output(), count));
  }

  List<String> allResults() {
    return texts(broker.readAll(output()));
  }

  List<ConsumerRecord<byte[], byte[]>> deadLetters(int count) {
    return broker.read(dead(), count);
  }

  static List<String> numbered(int count) {
    return IntStream.range(0, count).mapToObj("photo-%05d"::formatted).toList();
  }

  static String text(byte[] bytes) {
    return new String(bytes, UTF_8);
  }

  private static List<String> texts(List<ConsumerRecord<byte[], byte[]>> records) {
    return records.stream().map(record -> text(record.value())).toList();
  }
}
