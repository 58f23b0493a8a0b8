package dev.cairn.train.torch;

/**
 * Exponential moving average of weights, running means and variances. In the first steps it forgets
 * faster, {@code (1 + step) / (10 + step)} as in TensorFlow, so that it does not stay with the
 * weights it began with.
 */
record MovingAverage(Weights weights, double decay) implements AutoCloseable {

  /** Begins with the weights as they are. */
  static MovingAverage of(Weights trained, double decay) {
    MovingAverage average =
        new MovingAverage(new Weights(trained.parameters(), trained.device()), decay);
    average.weights.approach(trained, 1);
    return average;
  }

  /**
   * @param step number of the step that was done, from 1
   */
  void follow(Weights trained, double step) {
    double keep = Math.min(decay, (1 + step) / (10 + step));
    weights.approach(trained, 1 - keep);
  }

  @Override
  public void close() {
    weights.close();
  }
}
