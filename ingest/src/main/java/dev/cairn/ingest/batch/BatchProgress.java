package dev.cairn.ingest.batch;

/** Hears how far a batch is. */
@FunctionalInterface
public interface BatchProgress {

  /**
   * Called on the publishing thread after each photograph.
   *
   * @param published photographs handed to Kafka so far, skipped ones included
   * @param total photographs of the folder
   */
  void at(long published, long total);
}
