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
   * Turns a record into work, concurrently with other records and with {@link #process}.
   *
   * @throws CairnException to send this record to the dead letters
   */
  T prepare(ConsumerRecord<byte[], byte[]> record);

  /**
   * Does the work of a micro-batch, on the stage's device thread, never concurrently.
   *
   * @param batch never empty, in the order of the topic within a partition
   * @return one outcome per item, in the same order
   * @throws CairnException to fail every record of the batch with one code; any other exception
   *     makes the stage try the items one by one, so that only the culprit fails
   */
  List<Outcome> process(List<T> batch) throws InterruptedException;
}
