package dev.cairn.standalone.client;

import dev.cairn.ingest.batch.BatchId;
import dev.cairn.ingest.batch.BatchPublisher;
import dev.cairn.ingest.batch.PublishedBatch;
import dev.cairn.pipeline.folder.PhotoFolder;
import java.io.IOException;
import java.time.Clock;

/** Publishes photographs as a batch. */
public final class Publication {
  private Publication() {}

  /**
   * Returns when the broker has all of them and the batch is closed.
   *
   * @param task what the bar says
   * @throws dev.cairn.schemas.error.CairnException with {@code STORAGE_FULL} or {@code
   *     KAFKA_UNREACHABLE}
   */
  public static PublishedBatch publish(
      Installation cairn, BatchId id, PhotoFolder photos, String task) throws IOException {
    try (Progress progress = Progress.start(task, photos.photos().size());
        BatchPublisher publisher =
            new BatchPublisher(
                cairn.kafka(), cairn.topicPrefix(), cairn.work().store(), Clock.systemUTC())) {
      return publisher.publish(id, photos, (published, total) -> progress.at(published));
    }
  }
}
