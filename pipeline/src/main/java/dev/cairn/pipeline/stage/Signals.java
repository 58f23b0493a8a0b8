package dev.cairn.pipeline.stage;

import java.util.concurrent.CountDownLatch;

/**
 * How the threads of a loop tell each other where they are; each signal is given once.
 *
 * @param opened the committer can commit and a predecessor with our identity cannot any more
 * @param stop no more polling; what is in flight is finished
 * @param drained the committer has committed everything
 * @param abandon all threads end at once; what is in flight is read again by whoever comes next
 */
record Signals(
    CountDownLatch opened, CountDownLatch stop, CountDownLatch drained, CountDownLatch abandon) {

  Signals() {
    this(
        new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1), new CountDownLatch(1));
  }

  static boolean given(CountDownLatch signal) {
    return signal.getCount() == 0;
  }
}
