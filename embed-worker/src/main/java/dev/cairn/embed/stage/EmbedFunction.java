package dev.cairn.embed.stage;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.embed.ensemble.ServingEnsemble;
import dev.cairn.embed.lane.Lane;
import dev.cairn.embed.session.EmbeddingModel;
import dev.cairn.embed.session.Ensemble;
import dev.cairn.imaging.ImageDecoder;
import dev.cairn.pipeline.blob.BlobStore;
import dev.cairn.pipeline.stage.Outcome;
import dev.cairn.pipeline.stage.StageFunction;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.ModelVector;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.time.Clock;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.producer.ProducerRecord;

/** The work of one lane: {@link ImageRecord} in, {@link EmbeddingRecord} out. */
public final class EmbedFunction implements StageFunction<PreparedImage> {
  private final Lane lane;
  private final String outputTopic;
  private final ServingEnsemble serving;
  private final ImagePreparation preparation;
  private final Clock clock;

  /**
   * @param serving shared by the lanes
   * @param blobs where claim checks are redeemed
   */
  public EmbedFunction(
      Lane lane,
      String topicPrefix,
      ServingEnsemble serving,
      BlobStore blobs,
      ImageDecoder decoder,
      Clock clock) {
    this.lane = lane;
    this.outputTopic = lane.output().name(topicPrefix);
    this.serving = serving;
    this.preparation = new ImagePreparation(blobs, decoder);
    this.clock = clock;
  }

  @Override
  public PreparedImage prepare(ConsumerRecord<byte[], byte[]> record) {
    if (record.value() == null) {
      throw new CairnException(ErrorCode.RECORD_UNREADABLE, "The message has no value");
    }
    ImageRecord image = Codecs.IMAGE.decode(record.value());
    if (image.getImageId().isBlank()) {
      throw new CairnException(ErrorCode.RECORD_INVALID, "The message has no imageId");
    }
    if (lane == Lane.GALLERY && image.getLandmarkId() == null) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          "Gallery image %s has no landmarkId".formatted(image.getImageId()));
    }
    return preparation.prepare(image, serving.imageSizes());
  }

  @Override
  public int batchLimit() {
    return serving.batchLimit();
  }

  @Override
  public List<Outcome> process(List<PreparedImage> batch) throws InterruptedException {
    return serving.use(lane, ensemble -> process(batch, ensemble));
  }

  private List<Outcome> process(List<PreparedImage> batch, Ensemble ensemble) {
    List<PreparedImage> images = new ArrayList<>();
    Map<Integer, Outcome> refused = new HashMap<>();
    for (int i = 0; i < batch.size(); i++) {
      try {
        images.add(fitted(batch.get(i), ensemble));
      } catch (CairnException e) {
        refused.put(i, Outcome.failed(e.code(), e.getMessage()));
      }
    }
    Iterator<Outcome> embedded = embed(images, ensemble).iterator();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < batch.size(); i++) {
      outcomes.add(refused.containsKey(i) ? refused.get(i) : embedded.next());
    }
    return outcomes;
  }

  /** An image that was prepared before a switch may lack the sizes of the new ensemble. */
  private PreparedImage fitted(PreparedImage prepared, Ensemble ensemble) {
    return prepared.fits(ensemble.imageSizes())
        ? prepared
        : preparation.prepare(prepared.image(), ensemble.imageSizes());
  }

  private List<Outcome> embed(List<PreparedImage> images, Ensemble ensemble) {
    if (images.isEmpty()) {
      return List.of();
    }
    long start = System.nanoTime();
    List<List<float[]>> rowsOfModels = new ArrayList<>();
    for (EmbeddingModel model : ensemble.models()) {
      rowsOfModels.add(
          model.embed(images.stream().map(image -> image.pixels(model.imageSize())).toList()));
    }
    long nanosPerImage = (System.nanoTime() - start) / images.size();
    List<Outcome> outcomes = new ArrayList<>();
    for (int i = 0; i < images.size(); i++) {
      int row = i;
      List<float[]> vectors = rowsOfModels.stream().map(rows -> rows.get(row)).toList();
      outcomes.add(outcome(images.get(i), ensemble, vectors, nanosPerImage));
    }
    return outcomes;
  }

  private Outcome outcome(
      PreparedImage prepared, Ensemble ensemble, List<float[]> vectors, long inferenceNanos) {
    ImageRecord image = prepared.image();
    List<ModelVector> modelVectors = new ArrayList<>();
    for (int i = 0; i < vectors.size(); i++) {
      String modelDigest = ensemble.models().get(i).digest();
      if (!EmbeddingModel.isFinite(vectors.get(i))) {
        return Outcome.failed(
            ErrorCode.EMBEDDING_NOT_FINITE,
            "Model %s gives NaN or infinity for image %s"
                .formatted(modelDigest, image.getImageId()));
      }
      modelVectors.add(Vectors.message(modelDigest, vectors.get(i)));
    }
    EmbeddingRecord message =
        EmbeddingRecord.newBuilder()
            .setImageId(image.getImageId())
            .setBatchId(image.getBatchId())
            .setLandmarkId(image.getLandmarkId())
            .setEnsembleDigest(ensemble.digest())
            .setVectors(modelVectors)
            .setBlob(image.getBlob())
            .setPublishedAt(image.getPublishedAt())
            .setEmbeddedAt(clock.instant())
            .setDecodeNanos(prepared.decodeNanos())
            .setInferenceNanos(inferenceNanos)
            .build();
    return Outcome.emit(
        new ProducerRecord<>(
            outputTopic, image.getImageId().getBytes(UTF_8), Codecs.EMBEDDING.encode(message)));
  }
}
