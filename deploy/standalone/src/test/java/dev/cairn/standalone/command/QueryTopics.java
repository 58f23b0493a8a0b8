package dev.cairn.standalone.command;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.stage.DeadLetters;
import dev.cairn.schemas.avro.Abstention;
import dev.cairn.schemas.avro.BatchKind;
import dev.cairn.schemas.avro.BatchState;
import dev.cairn.schemas.avro.BatchStatus;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import java.nio.ByteBuffer;
import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.apache.kafka.clients.producer.ProducerRecord;

/**
 * A batch of queries, answered as the workers would.
 *
 * @param bundles of the ensemble that answers
 * @param galleryImages that it searches
 */
record QueryTopics(GalleryTopics topics, List<String> bundles, long galleryImages, String batchId) {
  private static final Instant NOW = Instant.parse("2026-01-02T03:04:05Z");

  /** Runs a command on the installation. */
  Ran run(String... args) {
    Stream<String> where =
        Stream.of(
            "--bootstrap",
            topics.broker().kafka().get("bootstrap.servers").toString(),
            "--topic-prefix",
            topics.prefix(),
            "--work",
            topics.work().toString());
    return Ran.run(Stream.concat(Stream.of(args), where).toArray(String[]::new));
  }

  void publish(String imageId, byte[] photograph) {
    topics.send(Topic.IMAGES, imageId.getBytes(UTF_8), image(imageId, photograph));
  }

  void close(long images) {
    topics.send(
        Topic.BATCHES,
        batchId.getBytes(UTF_8),
        Codecs.BATCH_STATUS.encode(
            new BatchStatus(batchId, BatchKind.QUERY, BatchState.CLOSED, images, NOW, NOW)));
  }

  void answer(String imageId, String landmarkId, double logScore, Neighbour... neighbours) {
    send(imageId, landmarkId, Abstention.NONE, logScore, List.of(neighbours));
  }

  void abstain(String imageId, Abstention why) {
    send(imageId, null, why, Double.NEGATIVE_INFINITY, List.of());
  }

  void fail(String imageId, String code) {
    ProducerRecord<byte[], byte[]> letter =
        new ProducerRecord<>(
            Topic.DEAD_LETTERS.name(topics.prefix()),
            imageId.getBytes(UTF_8),
            image(imageId, new byte[] {1}));
    letter.headers().add(DeadLetters.ERROR_CODE, code.getBytes(UTF_8));
    topics.broker().send(List.of(letter));
  }

  private byte[] image(String imageId, byte[] photograph) {
    return Codecs.IMAGE.encode(
        ImageRecord.newBuilder()
            .setImageId(imageId)
            .setBatchId(batchId)
            .setContent(ByteBuffer.wrap(photograph))
            .setPublishedAt(NOW)
            .build());
  }

  private void send(
      String imageId, String landmarkId, Abstention why, double logScore, List<Neighbour> near) {
    Prediction prediction =
        Prediction.newBuilder()
            .setImageId(imageId)
            .setBatchId(batchId)
            .setLandmarkId(landmarkId)
            .setAbstention(why)
            .setLogScore(logScore)
            .setConfidence(Math.exp(logScore))
            .setCandidates(List.of())
            .setNeighbours(near)
            .setExact(true)
            .setStrategy("original")
            .setEnsembleDigest(EnsembleDigest.of(bundles))
            .setGalleryImages(galleryImages)
            .setPublishedAt(NOW)
            .setPredictedAt(NOW)
            .build();
    topics.send(Topic.PREDICTIONS, imageId.getBytes(UTF_8), Codecs.PREDICTION.encode(prediction));
  }
}
