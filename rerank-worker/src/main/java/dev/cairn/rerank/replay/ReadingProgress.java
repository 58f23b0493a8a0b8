package dev.cairn.rerank.replay;

/** Told now and then how far a topic has been read. */
@FunctionalInterface
public interface ReadingProgress {

  /**
   * @param done offsets that have been read
   * @param total offsets that there were at the start
   */
  void at(long done, long total);
}
