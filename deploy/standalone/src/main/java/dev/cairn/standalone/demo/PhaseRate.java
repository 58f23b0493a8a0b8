package dev.cairn.standalone.demo;

/**
 * How fast a phase was.
 *
 * @param images that it worked on, counted once an epoch for training
 * @param seconds of wall time
 */
record PhaseRate(String phase, long images, double seconds) {
  double imagesPerSecond() {
    return images / seconds;
  }

  /** Times a phase from now on. */
  static Clock start() {
    return new Clock(System.nanoTime());
  }

  record Clock(long startNanos) {
    PhaseRate stop(String phase, long images) {
      return new PhaseRate(phase, images, (System.nanoTime() - startNanos) / 1e9);
    }
  }
}
