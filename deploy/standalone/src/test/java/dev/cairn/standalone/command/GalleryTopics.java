package dev.cairn.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.stage.DeadLetters;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.ModelEvent;
import dev.cairn.schemas.avro.ModelVector;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.schemas.topic.Topic;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Stream;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The gallery of one installation, written to as its workers would, and its commands. */
record GalleryTopics(BrokerExtension broker, String prefix, Path work) {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  static GalleryTopics create(BrokerExtension broker, String prefix, Path work)
      throws InterruptedException {
    TopicAdmin.createMissing(broker.kafka(), prefix);
    return new GalleryTopics(broker, prefix, work);
  }

  /** Runs {@code cairn gallery} on it. */
  Ran gallery(String... args) {
    Stream<String> where =
        Stream.of(
            "--bootstrap",
            broker.kafka().get("bootstrap.servers").toString(),
            "--topic-prefix",
            prefix,
            "--work",
            work.toString());
    return Ran.run(
        Stream.of(Stream.of("gallery"), Stream.of(args), where)
            .flatMap(part -> part)
            .toArray(String[]::new));
  }

  /** Announces the bundles under a name. */
  void announce(String ensembleName, List<String> bundles) {
    EnsemblePublished ensemble =
        new EnsemblePublished(ensembleName, EnsembleDigest.of(bundles), bundles, null);
    send(
        Topic.MODELS,
        ensembleName.getBytes(UTF_8),
        Codecs.MODEL_EVENT.encode(new ModelEvent(ensemble, NOW)));
  }

  /** Writes a row; the landmark is what the image id has before its dash. */
  void row(List<String> bundles, String imageId) {
    String digest = EnsembleDigest.of(bundles);
    send(Topic.GALLERY, new GalleryKey(digest, imageId).bytes(), row(bundles, digest, imageId));
  }

  /** Writes a row of a photograph that shows no landmark. */
  void nonLandmarkRow(List<String> bundles, String imageId) {
    String digest = EnsembleDigest.of(bundles);
    EmbeddingRecord row = embedding(bundles, digest, imageId).setNonLandmark(true).build();
    send(Topic.GALLERY, new GalleryKey(digest, imageId).bytes(), Codecs.EMBEDDING.encode(row));
  }

  void remove(List<String> bundles, String imageId) {
    send(Topic.GALLERY, new GalleryKey(EnsembleDigest.of(bundles), imageId).bytes(), null);
  }

  /** The photograph of this row could not be embedded again. */
  void fail(List<String> bundles, String imageId) {
    String digest = EnsembleDigest.of(bundles);
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            Topic.DEAD_LETTERS.name(prefix),
            new GalleryKey(digest, imageId).bytes(),
            row(bundles, digest, imageId));
    letter.headers().add(DeadLetters.TOPIC, Topic.GALLERY.name(prefix).getBytes(UTF_8));
    letter.headers().add(DeadLetters.ERROR_CODE, "BLOB_NOT_FOUND".getBytes(UTF_8));
    broker.send(List.of(letter));
  }

  void send(Topic topic, byte[] key, byte[] value) {
    broker.send(List.of(new ProducerRecord<>(topic.name(prefix), key, value)));
  }

  /** All that was announced, in order; a withdrawal is the name alone. */
  List<Object> announced() {
    return announced(broker.readAll(Topic.MODELS.name(prefix)));
  }

  /** The same, once it is so many: what a transaction holds can be read a moment after it. */
  List<Object> announced(int count) {
    return announced(broker.read(Topic.MODELS.name(prefix), count));
  }

  private static List<Object> announced(List<ConsumerRecord<byte[], byte[]>> messages) {
    List<Object> announced = new ArrayList<>();
    for (ConsumerRecord<byte[], byte[]> message : messages) {
      announced.add(
          message.value() == null
              ? new String(message.key(), UTF_8)
              : Codecs.MODEL_EVENT.decode(message.value()).getEvent());
    }
    return announced;
  }

  /** Keys of the rows that are there. */
  List<String> rows() {
    Map<String, byte[]> rows = new LinkedHashMap<>();
    for (ConsumerRecord<byte[], byte[]> row : broker.readAll(Topic.GALLERY.name(prefix))) {
      rows.put(new String(row.key(), UTF_8), row.value());
    }
    rows.values().removeIf(Objects::isNull);
    return List.copyOf(rows.keySet());
  }

  private static byte[] row(List<String> bundles, String ensembleDigest, String imageId) {
    return Codecs.EMBEDDING.encode(
        embedding(bundles, ensembleDigest, imageId)
            .setLandmarkId(imageId.substring(0, imageId.indexOf('-')))
            .build());
  }

  private static EmbeddingRecord.Builder embedding(
      List<String> bundles, String ensembleDigest, String imageId) {
    return EmbeddingRecord.newBuilder()
        .setImageId(imageId)
        .setBatchId("b")
        .setEnsembleDigest(ensembleDigest)
        .setVectors(
            bundles.stream()
                .map(bundle -> new ModelVector(bundle, 1, ByteBuffer.allocate(Float.BYTES)))
                .toList())
        .setPublishedAt(NOW)
        .setEmbeddedAt(NOW);
  }
}
