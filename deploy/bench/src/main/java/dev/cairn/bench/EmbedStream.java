package dev.cairn.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.embed.EmbedConfig;
import dev.cairn.embed.EmbedService;
import dev.cairn.pipeline.broker.EmbeddedBroker;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.client.KafkaSettings;
import dev.cairn.pipeline.config.PipelineConfig;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.ModelEvent;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

/** An embedded broker and the whole embed-worker on it, with one client that writes and reads. */
final class EmbedStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);
  private static final String PREFIX = Topic.DEFAULT_PREFIX;
  private static final String ENSEMBLE = "default";

  private final EmbeddedBroker broker;
  private final EmbedService service;
  private final KafkaProducer<byte[], byte[]> producer;
  private final KafkaConsumer<byte[], byte[]> embeddings;
  private final KafkaConsumer<byte[], byte[]> deadLetters;

  private EmbedStream(EmbeddedBroker broker, EmbedService service, Map<String, Object> kafka) {
    this.broker = broker;
    this.service = service;
    producer = new KafkaProducer<>(KafkaSettings.producer(kafka));
    embeddings = reader(kafka, Topic.EMBEDDINGS);
    deadLetters = reader(kafka, Topic.DEAD_LETTERS);
  }

  /**
   * Starts a worker that serves the bundle alone.
   *
   * @param settings of {@code cairn.embed}
   */
  static EmbedStream start(TemporaryBundle bundle, Map<String, String> settings)
      throws IOException, InterruptedException {
    EmbeddedBroker broker = EmbeddedBroker.start(bundle.folder().path().resolve("broker"), 0);
    Map<String, Object> kafka = Map.of("bootstrap.servers", broker.bootstrapServers());
    SmallRyeConfig config =
        new SmallRyeConfigBuilder()
            .addDiscoveredConverters()
            .withMapping(EmbedConfig.class)
            .withMapping(PipelineConfig.class)
            .withDefaultValues(settings)
            .withDefaultValue("cairn.pipeline.store", bundle.store().toString())
            .build();
    TopicAdmin.createMissing(kafka, PREFIX);
    EmbedService service =
        EmbedService.start(
            config.getConfigMapping(EmbedConfig.class),
            config.getConfigMapping(PipelineConfig.class),
            kafka,
            new SimpleMeterRegistry());
    EmbedStream stream = new EmbedStream(broker, service, kafka);
    stream.announce(bundle.bundle().digest());
    return stream;
  }

  private void announce(String bundleDigest) {
    List<String> digests = List.of(bundleDigest);
    var ensemble = new EnsemblePublished(ENSEMBLE, EnsembleDigest.of(digests), digests, null);
    send(
        Topic.MODELS, ENSEMBLE, Codecs.MODEL_EVENT.encode(new ModelEvent(ensemble, Instant.now())));
  }

  /** Publishes this many images, the photographs in turn, and reads until all embeddings came. */
  void embed(byte[][] jpegs, int images) throws IOException, InterruptedException {
    Thread publisher = Thread.ofPlatform().start(() -> publish(jpegs, images));
    int readable = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (readable < images) {
      int more = embeddings.poll(POLL).count();
      if (more > 0) {
        readable += more;
        deadline = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new IOException(
            "%d of %d embeddings came and %d dead letters: %s"
                .formatted(
                    readable,
                    images,
                    deadLetters.poll(POLL).count(),
                    service.status().refusal().orElse("see the log")));
      }
    }
    publisher.join();
  }

  private void publish(byte[][] jpegs, int images) {
    for (int i = 0; i < images; i++) {
      String imageId = "image-" + i;
      ImageRecord image =
          ImageRecord.newBuilder()
              .setImageId(imageId)
              .setBatchId("bench")
              .setContent(ByteBuffer.wrap(jpegs[i % jpegs.length]))
              .setPublishedAt(Instant.now())
              .build();
      send(Topic.IMAGES, imageId, Codecs.IMAGE.encode(image));
    }
    producer.flush();
  }

  private void send(Topic topic, String key, byte[] value) {
    // One that fails is missed when the embeddings are counted.
    var unused =
        producer.send(new ProducerRecord<>(topic.name(PREFIX), key.getBytes(UTF_8), value));
  }

  private static KafkaConsumer<byte[], byte[]> reader(Map<String, Object> kafka, Topic topic) {
    KafkaConsumer<byte[], byte[]> consumer = new KafkaConsumer<>(KafkaSettings.follower(kafka));
    List<TopicPartition> partitions =
        consumer.partitionsFor(topic.name(PREFIX)).stream()
            .map(info -> new TopicPartition(info.topic(), info.partition()))
            .toList();
    consumer.assign(partitions);
    consumer.seekToBeginning(partitions);
    return consumer;
  }

  @Override
  public void close() throws IOException, InterruptedException {
    producer.close();
    embeddings.close();
    deadLetters.close();
    service.close();
    broker.close();
  }
}
