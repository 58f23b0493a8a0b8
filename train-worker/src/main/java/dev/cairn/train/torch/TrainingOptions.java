package dev.cairn.train.torch;

import dev.cairn.schemas.avro.Precision;
import java.util.OptionalDouble;

/**
 * How a model is trained.
 *
 * @param precision of convolutions and matrix products in training; head, loss, weights and
 *     evaluation are float32 anyhow
 * @param emaDecay share of the past in the moving average of the weights, per step; empty for none
 * @param clipNorm largest global norm of the gradient; empty does not clip
 */
public record TrainingOptions(
    Precision precision, OptionalDouble emaDecay, OptionalDouble clipNorm) {

  /** Float32, no average, no clipping. */
  public static final TrainingOptions PLAIN =
      new TrainingOptions(Precision.FLOAT32, OptionalDouble.empty(), OptionalDouble.empty());
}
