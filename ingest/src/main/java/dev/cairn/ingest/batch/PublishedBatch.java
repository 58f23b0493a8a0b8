package dev.cairn.ingest.batch;

import dev.cairn.pipeline.folder.Skipped;
import dev.cairn.schemas.avro.BatchKind;
import java.util.List;

/**
 * A closed batch.
 *
 * @param images records on the topic
 * @param skipped files that are not part of the batch
 */
public record PublishedBatch(BatchId id, BatchKind kind, long images, List<Skipped> skipped) {
  public PublishedBatch {
    skipped = List.copyOf(skipped);
  }
}
