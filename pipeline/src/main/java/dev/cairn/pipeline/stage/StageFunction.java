package dev.cairn.pipeline.stage;

import dev.cairn.schemas.error.CairnException;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * What a stage does: {@link #prepare} each record on any of several threads, then {@link #process}
 * the prepared ones in micro-batches on one thread.
 *
 * @param <T> a prepared record, for instance decoded pixels
 */
public interface StageFunction<T> {

  /**
   * Turns a record into work, concurrently with other records and with {@link #process}. Called
   * again for a record that is tried or read again, so it must not change anything outside.
   *
   * @return never null
   * @throws CairnException to send this record to the dead letters; see {@link RetryRule} for what
   *     becomes of other exceptions
   */
  T prepare(ConsumerRecord<byte[], byte[]> record);

  /**
   * How many records {@link #process} takes best at the moment; {@link
   * StageLimits#maxBatchRecords()} holds as well. Called before each micro-batch; must not wait.
   *
   * @return at least 1
   */
  default int batchLimit() {
    return Integer.MAX_VALUE;
  }

  /**
   * Does the work of a micro-batch, on the stage's device thread, never concurrently. May be called
   * again for the same items.
   *
   * @param batch never empty, in the order of the topic within a partition
   * @return one outcome per item, in the same order
   * @throws CairnException to fail every record of the batch with one code; any other exception
   *     makes the stage halve the batch until the culprit is alone, so that only it fails
   * @throws InterruptedException when the stage ends before the work is done
   */
  List<Outcome> process(List<T> batch) throws InterruptedException;
}
