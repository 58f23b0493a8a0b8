package dev.cairn.train.torch;

import dev.cairn.train.net.BatchNorm;
import dev.cairn.train.ranks.Ranks;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorBase;
import org.bytedeco.pytorch.TensorTensorHook;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Batch norm in training (Ioffe and Szegedy, 2015) over the batches of all ranks as if they were
 * one. libtorch differentiates it, for the two sums over the ranks are all that is special; the
 * gradient of such a sum is again a sum over the ranks. Computes in float32 whatever comes in.
 *
 * <p>The backward pass calls back into Java. The callbacks live in the pointer scope that is open
 * when this is applied, which therefore has to enclose the backward pass.
 */
record SynchronisedBatchNorm(Weights weights, Ranks ranks) {

  private static final long[] ALL_BUT_CHANNELS = {0, 2, 3};

  /**
   * @param x {@code [images, channels, height, width]}, as many images on every rank; the result
   *     has its type and its layout in memory
   */
  Tensor apply(Tensor x, BatchNorm norm) {
    double values = (double) x.numel() / x.size(1) * ranks.worldSize();
    // Autograd keeps what the gradients need; the rest goes at once.
    try (Tensor wide = x.to(ScalarType.Float);
        Tensor mean = sumOfAllRanks(wide).div(new Scalar(values));
        Tensor centred = wide.sub(mean);
        Tensor squares = centred.mul(centred);
        Tensor variance = sumOfAllRanks(squares).div(new Scalar(values))) {
      follow(norm, mean, variance.detach().mul(new Scalar(values / (values - 1))));
      Tensor scale = variance.add(new Scalar(norm.epsilon())).rsqrt();
      scale = scale.mul(ofChannels(norm.name() + ".weight"));
      try (Tensor normal = torch.addcmul(ofChannels(norm.name() + ".bias"), centred, scale)) {
        return normal.to(x.scalar_type().intern());
      }
    }
  }

  /** For each channel: {@code [1, channels, 1, 1]}, the same bits on every rank. */
  private Tensor sumOfAllRanks(Tensor values) {
    Tensor own = values.sum(ALL_BUT_CHANNELS, true, new ScalarTypeOptional());
    Tensor all = own.detach().clone();
    ranks.sum(all);
    // The value is that of all ranks, the gradient goes to this rank's part.
    Tensor linked = all.add(own.sub(own.detach()));
    if (linked.requires_grad()) {
      linked.register_hook(new GradientSum(ranks));
    }
    return linked;
  }

  /** As libtorch does it: the variance without bias, and a share of the new. */
  private void follow(BatchNorm norm, Tensor mean, Tensor unbiasedVariance) {
    try (NoGradGuard _ = new NoGradGuard()) {
      Scalar share = new Scalar(norm.momentum());
      ofChannels(norm.name() + ".running_mean").lerp_(mean, share);
      ofChannels(norm.name() + ".running_var").lerp_(unbiasedVariance, share);
    }
  }

  private Tensor ofChannels(String name) {
    return weights.tensor(name).view(1, -1, 1, 1);
  }

  /** Adds a gradient up over the ranks. */
  private static final class GradientSum extends TensorTensorHook {
    private final Ranks ranks;

    GradientSum(Ranks ranks) {
      this.ranks = ranks;
    }

    @Override
    public TensorBase call(TensorBase gradient) {
      Tensor all = new Tensor(gradient).clone();
      ranks.sum(all);
      return all;
    }
  }
}
