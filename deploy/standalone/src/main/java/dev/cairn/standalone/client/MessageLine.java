package dev.cairn.standalone.client;

import dev.cairn.schemas.avro.BatchStatus;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.ModelEvent;
import dev.cairn.schemas.avro.ModelPublished;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.codec.AvroCodec;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.training.TrainingLine;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;
import org.apache.avro.specific.SpecificRecordBase;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** A message as one line for people, or as JSON for programs. */
public final class MessageLine {
  private static final int DIGEST_SHOWN = 12;

  private MessageLine() {}

  /** One line of text. */
  public static String text(Topic topic, ConsumerRecord<byte[], byte[]> message) {
    String key = message.key() == null ? "" : new String(message.key(), StandardCharsets.UTF_8);
    if (message.value() == null) {
      return key + "  removed";
    }
    return switch (topic) {
      case PREDICTIONS -> prediction(Codecs.PREDICTION.decode(message.value()));
      case BATCHES -> batch(Codecs.BATCH_STATUS.decode(message.value()));
      case TRAINING_EVENTS -> TrainingLine.of(Codecs.TRAINING_EVENT.decode(message.value()));
      case MODELS -> model(Codecs.MODEL_EVENT.decode(message.value()));
      case DEAD_LETTERS ->
          FailedImage.of(message)
              .map(f -> "%s  %s  %s: %s".formatted(f.imageId(), f.stage(), f.code(), f.message()))
              .orElse("%s  %d bytes that are no record".formatted(key, message.value().length));
      default -> throw new IllegalArgumentException(topic + " holds bytes for workers");
    };
  }

  /** The whole message; dead letters, whose bytes may be anything, in hexadecimal. */
  public static String json(Topic topic, ConsumerRecord<byte[], byte[]> message) {
    if (message.value() == null) {
      return "null";
    }
    AvroCodec<? extends SpecificRecordBase> codec =
        switch (topic) {
          case PREDICTIONS -> Codecs.PREDICTION;
          case BATCHES -> Codecs.BATCH_STATUS;
          case TRAINING_EVENTS -> Codecs.TRAINING_EVENT;
          case MODELS -> Codecs.MODEL_EVENT;
          default -> null;
        };
    return codec == null
        ? "\"" + HexFormat.of().formatHex(message.value()) + "\""
        : codec.decode(message.value()).toString();
  }

  private static String prediction(Prediction p) {
    String landmark = p.getLandmarkId() == null ? "(" + p.getAbstention() + ")" : p.getLandmarkId();
    return "%-28s %-28s confidence %.3g  log %.2f"
        .formatted(p.getImageId(), landmark, p.getConfidence(), p.getLogScore());
  }

  private static String batch(BatchStatus b) {
    return "%-28s %-8s %-7s %d images"
        .formatted(b.getBatchId(), b.getKind(), b.getState(), b.getImages());
  }

  private static String model(ModelEvent e) {
    return switch (e.getEvent()) {
      case ModelPublished m ->
          "model %s  %s at %d px  bundle %s  stage %s"
              .formatted(
                  m.getModelName(),
                  m.getArchitecture(),
                  m.getImageSize(),
                  m.getBundleDigest().substring(0, DIGEST_SHOWN),
                  m.getStageId());
      case EnsemblePublished s ->
          "ensemble %s  %s  of %d bundles%s"
              .formatted(
                  s.getEnsembleName(),
                  s.getEnsembleDigest().substring(0, DIGEST_SHOWN),
                  s.getBundleDigests().size(),
                  s.getGroups().isEmpty() ? "" : ", vectors averaged in groups " + s.getGroups());
      default -> e.toString();
    };
  }
}
