package dev.cairn.standalone.client;

import dev.cairn.schemas.avro.BatchKind;
import dev.cairn.schemas.avro.BatchState;
import dev.cairn.schemas.avro.BatchStatus;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/** What became of the images of one batch, gathered from the topics. For one thread. */
public final class BatchAnswers implements AutoCloseable {
  private final String batchId;
  private final TopicScan scan;
  private final Map<String, Prediction> predictions = new LinkedHashMap<>();
  private final Map<String, FailedImage> failures = new LinkedHashMap<>();
  private Optional<BatchStatus> status = Optional.empty();

  public BatchAnswers(Installation installation, String batchId) {
    this.batchId = batchId;
    scan =
        TopicScan.fromBeginning(installation, Topic.BATCHES, Topic.PREDICTIONS, Topic.DEAD_LETTERS);
  }

  /** Reads what has arrived, waiting at most {@code wait} for more. */
  public void poll(Duration wait) {
    scan.poll(wait).forEach(this::accept);
  }

  /**
   * Reads until the batch is closed and every image has an answer.
   *
   * @param progress called after each turn
   */
  public void awaitComplete(Consumer<BatchAnswers> progress) {
    while (!complete()) {
      poll(Duration.ofMillis(200));
      progress.accept(this);
    }
  }

  /** Reads all that the topics held when this was opened. */
  public void readAll() {
    while (!scan.caughtUp()) {
      poll(Duration.ofMillis(200));
    }
  }

  private void accept(ConsumerRecord<byte[], byte[]> record) {
    if (scan.isOf(record, Topic.DEAD_LETTERS)) {
      FailedImage.of(record)
          .filter(failed -> failed.batchId().equals(batchId))
          .ifPresent(failed -> failures.put(failed.imageId(), failed));
      return;
    }
    if (record.value() == null) {
      return;
    }
    if (scan.isOf(record, Topic.BATCHES)) {
      BatchStatus seen = Codecs.BATCH_STATUS.decode(record.value());
      if (seen.getBatchId().equals(batchId)) {
        status = Optional.of(seen);
      }
    } else {
      Prediction prediction = Codecs.PREDICTION.decode(record.value());
      if (prediction.getBatchId().equals(batchId)) {
        predictions.put(prediction.getImageId(), prediction);
      }
    }
  }

  /** Images with a prediction or a failure. */
  public int answered() {
    int both = (int) failures.keySet().stream().filter(predictions::containsKey).count();
    return predictions.size() + failures.size() - both;
  }

  /** Images published so far, or none when the batch is not known. */
  public Optional<Long> published() {
    return status.map(BatchStatus::getImages);
  }

  /** True for photographs that go into the gallery or beside it, which are never answered. */
  public boolean ofGallery() {
    return status.filter(s -> s.getKind() != BatchKind.QUERY).isPresent();
  }

  public boolean complete() {
    return status
        .filter(s -> s.getState() == BatchState.CLOSED)
        .map(s -> answered() >= s.getImages())
        .orElse(false);
  }

  public Collection<Prediction> predictions() {
    return Collections.unmodifiableCollection(predictions.values());
  }

  public Collection<FailedImage> failures() {
    return Collections.unmodifiableCollection(failures.values());
  }

  @Override
  public void close() {
    scan.close();
  }
}
