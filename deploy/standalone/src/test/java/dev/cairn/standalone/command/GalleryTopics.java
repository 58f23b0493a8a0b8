package dev.cairn.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.stream.Collectors.toMap;

import dev.cairn.embed.stage.GenerationRoute;
import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.stage.DeadLetters;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.ModelEvent;
import dev.cairn.schemas.avro.ModelVector;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.up.WorkFolder;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ExecutionException;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.OffsetAndMetadata;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.apache.kafka.common.TopicPartition;

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
        new EnsemblePublished(ensembleName, EnsembleDigest.of(bundles), bundles, null, List.of());
    send(
        Topic.MODELS,
        ensembleName.getBytes(UTF_8),
        Codecs.MODEL_EVENT.encode(new ModelEvent(ensemble, NOW)));
  }

  /** Writes the row of a photograph that lies in the store. */
  void row(List<String> bundles, String imageId) {
    row(record(bundles, imageId));
  }

  void row(EmbeddingRecord row) {
    GalleryKey key = new GalleryKey(row.getEnsembleDigest(), row.getImageId());
    send(Topic.GALLERY, key.bytes(), Codecs.EMBEDDING.encode(row));
  }

  /** Writes a row of a photograph that shows no landmark. */
  void nonLandmarkRow(List<String> bundles, String imageId) {
    EmbeddingRecord row = record(bundles, imageId);
    row.setLandmarkId(null);
    row.setNonLandmark(true);
    row(row);
  }

  void remove(List<String> bundles, String imageId) {
    send(Topic.GALLERY, new GalleryKey(EnsembleDigest.of(bundles), imageId).bytes(), null);
  }

  /** The photograph of this row could not be embedded again. */
  void fail(List<String> bundles, String imageId) {
    letter(
        Topic.GALLERY,
        new GalleryKey(EnsembleDigest.of(bundles), imageId).bytes(),
        Codecs.EMBEDDING.encode(record(bundles, imageId)),
        ErrorCode.BLOB_NOT_FOUND);
  }

  private void letter(Topic from, byte[] key, byte[] value, ErrorCode code) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(Topic.DEAD_LETTERS.name(prefix), key, value);
    letter.headers().add(DeadLetters.TOPIC, from.name(prefix).getBytes(UTF_8));
    letter.headers().add(DeadLetters.ERROR_CODE, code.name().getBytes(UTF_8));
    broker.send(List.of(letter));
  }

  /**
   * Does with the first messages of {@code gallery-images} what embed-workers would: a photograph
   * without bytes becomes a dead letter.
   *
   * @param alive bundles of each ensemble that is served or made
   */
  Thread work(int messages, List<List<String>> alive) {
    return Thread.ofPlatform()
        .start(() ->
            broker
                .read(Topic.GALLERY_IMAGES.name(prefix), messages)
                .forEach(message -> alive.forEach(bundles -> work(message, bundles))));
  }

  private void work(ConsumerRecord<byte[], byte[]> message, List<String> bundles) {
    String imageId = new String(message.key(), UTF_8);
    if (message.value() == null) {
      remove(bundles, imageId);
      return;
    }
    ImageRecord image = Codecs.IMAGE.decode(message.value());
    if (image.getBlob().getSizeBytes() == 0) {
      letter(Topic.GALLERY_IMAGES, message.key(), message.value(), ErrorCode.IMAGE_EMPTY);
    } else {
      EmbeddingRecord row = record(bundles, imageId);
      row.setBatchId(image.getBatchId());
      row.setLandmarkId(image.getLandmarkId());
      row.setBlob(image.getBlob());
      row(row);
    }
  }

  /** Commits that all rows have been looked at for a generation. */
  void follow(List<String> bundles) {
    Map<TopicPartition, OffsetAndMetadata> ends =
        IntStream.range(0, Topic.GALLERY.partitions())
            .boxed()
            .collect(
                toMap(
                    partition -> new TopicPartition(Topic.GALLERY.name(prefix), partition),
                    _ -> new OffsetAndMetadata(1)));
    try (Admin admin = Admin.create(broker.kafka())) {
      admin.alterConsumerGroupOffsets(group(bundles), ends).all().get();
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** Whether it is remembered how far a generation has followed. */
  boolean hasPlace(List<String> bundles) {
    try (Admin admin = Admin.create(broker.kafka())) {
      return admin.listGroups().all().get().stream()
          .anyMatch(group -> group.groupId().equals(group(bundles)));
    } catch (ExecutionException | InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  private String group(List<String> bundles) {
    return GenerationRoute.group(prefix, EnsembleDigest.of(bundles));
  }

  void send(Topic topic, byte[] key, byte[] value) {
    broker.send(List.of(new ProducerRecord<>(topic.name(prefix), key, value)));
  }

  /** All messages of a topic. */
  List<ConsumerRecord<byte[], byte[]>> read(Topic topic) {
    return broker.readAll(topic.name(prefix));
  }

  /** The same, once there are so many. */
  List<ConsumerRecord<byte[], byte[]>> read(Topic topic, int count) {
    return broker.read(topic.name(prefix), count);
  }

  /** All that was announced, in order; a withdrawal is the name alone. */
  List<Object> announced() {
    return announced(read(Topic.MODELS));
  }

  /** The same, once it is so many: what a transaction holds can be read a moment after it. */
  List<Object> announced(int count) {
    return announced(read(Topic.MODELS, count));
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
    for (ConsumerRecord<byte[], byte[]> row : read(Topic.GALLERY)) {
      rows.put(new String(row.key(), UTF_8), row.value());
    }
    rows.values().removeIf(Objects::isNull);
    return List.copyOf(rows.keySet());
  }

  /** A sound row; the landmark is what the image id has before its dash. */
  EmbeddingRecord record(List<String> bundles, String imageId) {
    return EmbeddingRecord.newBuilder()
        .setImageId(imageId)
        .setBatchId("b")
        .setLandmarkId(imageId.split("-", 2)[0])
        .setEnsembleDigest(EnsembleDigest.of(bundles))
        .setVectors(bundles.stream().map(GalleryTopics::vector).toList())
        .setBlob(blob(imageId))
        .setPublishedAt(NOW)
        .setEmbeddedAt(NOW)
        .build();
  }

  private static ModelVector vector(String bundle) {
    ByteBuffer floats =
        ByteBuffer.allocate(TestBundles.DIMENSION * Float.BYTES)
            .order(ByteOrder.LITTLE_ENDIAN)
            .putFloat(0, 1);
    return new ModelVector(bundle, TestBundles.DIMENSION, floats);
  }

  /** The store's photograph of this image, whose bytes are its id. */
  BlobRef blob(String imageId) {
    try {
      return new FolderBlobStore(new WorkFolder(work).store())
          .put(imageId.getBytes(UTF_8), "image/jpeg");
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
