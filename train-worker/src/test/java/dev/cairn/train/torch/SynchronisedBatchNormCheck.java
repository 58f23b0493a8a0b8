package dev.cairn.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.train.net.BatchNorm;
import dev.cairn.train.net.Parameter;
import dev.cairn.train.net.Parameter.Initial;
import dev.cairn.train.net.Parameter.Kind;
import dev.cairn.train.ranks.Ranks;
import java.util.ArrayList;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.MemoryFormat;
import org.bytedeco.pytorch.global.torch.ScalarType;

/** Batch norm of two ranks, each with half of a batch, against libtorch's own on all of it. */
final class SynchronisedBatchNormCheck {
  private static final BatchNorm NORM = new BatchNorm("bn", 5, 1e-3, 0.1, 1);
  private static final int IMAGES = 6;

  /** Rounding of sums of 72 float32 values around 50. */
  private static final double TOLERANCE = 2e-5;

  private SynchronisedBatchNormCheck() {}

  /** What is compared; the first two are of the images, the others of the channels. */
  private record Result(
      Tensor output, Tensor inputGradient, List<Tensor> weightGradients, List<Tensor> running) {}

  static void run(Ranks ranks) {
    try (PointerScope _ = new PointerScope()) {
      torch.manual_seed(7);
      // Far from zero, where the mean of the squares would have lost the digits of a variance.
      Tensor images = torch.randn(IMAGES, NORM.channels(), 4, 3).add(new Scalar(50));
      Tensor factors = torch.randn(IMAGES, NORM.channels(), 4, 3);
      Result whole = normalise(Ranks.single(ranks.device()), images, factors);
      Result part = normalise(ranks, share(images, ranks), share(factors, ranks));

      assertClose(part.output(), share(whole.output(), ranks));
      assertClose(part.inputGradient(), share(whole.inputGradient(), ranks));
      for (int i = 0; i < 2; i++) {
        Tensor sum = part.weightGradients().get(i).clone();
        ranks.sum(sum);
        assertClose(sum, whole.weightGradients().get(i));
        assertClose(part.running().get(i), whole.running().get(i));
      }
      assertBfloat16IsNormalisedInFloat32(ranks, images, whole);
    }
  }

  /** One pass forward and back, with a loss that weighs every output differently. */
  private static Result normalise(Ranks ranks, Tensor images, Tensor factors) {
    Weights weights = weights(ranks);
    Tensor x = channelsLast(images.detach()).requires_grad_(true);
    Tensor output = new TorchOps(weights, true, ranks).batchNorm(x, NORM);
    assertThat(output.is_contiguous(MemoryFormat.ChannelsLast)).isTrue();
    output.mul(factors).sum().backward();
    assertThat(x.grad().is_contiguous(MemoryFormat.ChannelsLast)).isTrue();
    return new Result(
        output,
        x.grad(),
        List.of(weights.tensor("bn.weight").grad(), weights.tensor("bn.bias").grad()),
        List.of(weights.tensor("bn.running_mean"), weights.tensor("bn.running_var")));
  }

  private static Weights weights(Ranks ranks) {
    List<Parameter> parameters = new ArrayList<>();
    Initial drawn = new Initial.Normal(1);
    for (String name : List.of("weight", "bias")) {
      parameters.add(new Parameter("bn." + name, Kind.WEIGHT, new long[] {5}, drawn));
    }
    for (String name : List.of("running_mean", "running_var")) {
      parameters.add(new Parameter("bn." + name, Kind.BUFFER, new long[] {5}, drawn));
    }
    Weights weights = new Weights(parameters, ranks.device());
    weights.fill(3);
    weights.tensor("bn.weight").requires_grad_(true);
    weights.tensor("bn.bias").requires_grad_(true);
    return weights;
  }

  private static Tensor channelsLast(Tensor images) {
    return images.contiguous(MemoryFormat.ChannelsLast);
  }

  private static Tensor share(Tensor images, Ranks ranks) {
    long each = IMAGES / ranks.worldSize();
    return images.narrow(0, ranks.rank() * each, each);
  }

  private static void assertBfloat16IsNormalisedInFloat32(
      Ranks ranks, Tensor images, Result whole) {
    Weights weights = weights(ranks);
    Tensor shifted = images.sub(new Scalar(50));
    Tensor half = channelsLast(share(shifted, ranks)).to(ScalarType.BFloat16);
    Tensor output = new TorchOps(weights, true, ranks).batchNorm(half, NORM);
    assertThat(output.scalar_type().intern()).isEqualTo(ScalarType.BFloat16);
    assertThat(output.is_contiguous(MemoryFormat.ChannelsLast)).isTrue();
    // The input and the output are rounded to 8 bits, nothing in between.
    assertThat(difference(output.to(ScalarType.Float), share(whole.output(), ranks)))
        .isLessThan(0.05);
  }

  private static void assertClose(Tensor actual, Tensor expected) {
    assertThat(difference(actual, expected)).isLessThan(TOLERANCE);
  }

  private static double difference(Tensor actual, Tensor expected) {
    double scale = expected.abs().max().item_float();
    return actual.sub(expected).abs().max().item_float() / scale;
  }
}
