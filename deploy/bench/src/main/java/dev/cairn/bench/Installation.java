package dev.cairn.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.embed.EmbedConfig;
import dev.cairn.embed.EmbedService;
import dev.cairn.pipeline.broker.EmbeddedBroker;
import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.client.KafkaSettings;
import dev.cairn.pipeline.config.PipelineConfig;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.rerank.RerankConfig;
import dev.cairn.rerank.RerankService;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.ModelEvent;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import io.micrometer.core.instrument.MeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/**
 * What the workers of one installation share, in this process: a broker, a store and the announced
 * ensemble. Has one producer for its users, and makes their consumers.
 */
final class Installation implements AutoCloseable {
  private static final String PREFIX = Topic.DEFAULT_PREFIX;
  private static final String ENSEMBLE = "default";

  private final EmbeddedBroker broker;
  private final Map<String, Object> kafka;
  private final PipelineConfig pipeline;
  private final KafkaProducer<byte[], byte[]> producer;

  private Installation(EmbeddedBroker broker, TemporaryBundles bundles) {
    this.broker = broker;
    kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
    pipeline =
        config(PipelineConfig.class, Map.of("cairn.pipeline.store", bundles.store().toString()));
    producer = new KafkaProducer<>(KafkaSettings.producer(kafka));
  }

  /** Starts the broker and announces all of the bundles as one ensemble. */
  static Installation start(TemporaryBundles bundles) throws IOException, InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(bundles.folder().path().resolve("broker"), 0);
    Installation installation = new Installation(broker, bundles);
    TopicAdmin.createMissing(installation.kafka, PREFIX);
    installation.announce(bundles.bundles().stream().map(Bundle::digest).toList());
    return installation;
  }

  private void announce(List<String> digests) {
    var ensemble =
        new EnsemblePublished(ENSEMBLE, EnsembleDigest.of(digests), digests, null, List.of());
    send(
        Topic.MODELS, ENSEMBLE, Codecs.MODEL_EVENT.encode(new ModelEvent(ensemble, Instant.now())));
  }

  /**
   * @param settings of {@code cairn.embed}
   */
  EmbedService embedWorker(Map<String, String> settings, MeterRegistry registry)
      throws InterruptedException {
    return EmbedService.start(config(EmbedConfig.class, settings), pipeline, kafka, registry);
  }

  /**
   * @param settings of {@code cairn.rerank}
   */
  RerankService rerankWorker(Map<String, String> settings, MeterRegistry registry)
      throws IOException, InterruptedException {
    return RerankService.start(config(RerankConfig.class, settings), pipeline, kafka, registry);
  }

  private static <T> T config(Class<T> type, Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(type)
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(type);
  }

  void send(Topic topic, ImageRecord image) {
    send(topic, image.getImageId(), Codecs.IMAGE.encode(image));
  }

  private void send(Topic topic, String key, byte[] value) {
    // One that fails is missed where the results are counted.
    var unused =
        producer.send(new ProducerRecord<>(topic.name(PREFIX), key.getBytes(UTF_8), value));
  }

  /** Returns once everything sent so far is stored. */
  void flush() {
    producer.flush();
  }

  /** Returns when so many workers share what a stage reads. */
  void awaitMembers(String stage, int count) throws IOException, InterruptedException {
    try (Admin admin = Admin.create(KafkaSettings.admin(kafka))) {
      new ConsumerGroup(admin, PREFIX + "." + stage).awaitMembers(count);
    }
  }

  /** Reads what is committed, from the topic's beginning. */
  KafkaConsumer<byte[], byte[]> reader(Topic topic) {
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(KafkaSettings.follower(kafka));
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name(PREFIX)).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  /** To be closed after the workers and readers. */
  @Override
  public void close() throws IOException {
    producer.close();
    broker.close();
  }
}
