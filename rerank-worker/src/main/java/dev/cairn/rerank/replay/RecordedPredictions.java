package dev.cairn.rerank.replay;

import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What the workers have answered, without candidates and neighbours. */
public final class RecordedPredictions {
  private final Map<Key, Prediction> predictions = new HashMap<>();

  private record Key(String batchId, String imageId) {
    static Key of(Prediction prediction) {
      return new Key(prediction.getBatchId(), prediction.getImageId());
    }
  }

  private RecordedPredictions() {}

  /**
   * Reads those of the selected batches.
   *
   * @param faults is told of records that are none
   */
  public static RecordedPredictions read(
      RecordedTopics topics, QuerySelection selection, Faults faults, ReadingProgress progress) {
    RecordedPredictions recorded = new RecordedPredictions();
    topics.read(
        Topic.PREDICTIONS, records -> recorded.accept(records, selection, faults), progress);
    return recorded;
  }

  private void accept(
      List<ConsumerRecord<byte[], byte[]>> records, QuerySelection selection, Faults faults) {
    for (ConsumerRecord<byte[], byte[]> record : records) {
      try {
        Prediction prediction = decode(record);
        if (selection.takes(prediction.getBatchId())) {
          predictions.put(Key.of(prediction), Answers.alone(prediction));
        }
      } catch (CairnException e) {
        faults.add(e.code(), e.getMessage());
      }
    }
  }

  private static Prediction decode(ConsumerRecord<byte[], byte[]> record) {
    Prediction prediction =
        record.value() == null ? null : Codecs.PREDICTION.decode(record.value());
    if (prediction == null || Double.isNaN(prediction.getLogScore())) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID,
          "The prediction at offset %d of partition %d has no value, or a log score that is none"
              .formatted(record.offset(), record.partition()));
    }
    return prediction;
  }

  /** What was answered to the same publication of the same photograph. */
  Optional<Prediction> before(Prediction now) {
    return Optional.ofNullable(predictions.get(Key.of(now)));
  }
}
