package dev.cairn.train.torch;

import dev.cairn.train.net.Activation;
import dev.cairn.train.net.BatchNorm;
import dev.cairn.train.net.Conv;
import dev.cairn.train.net.Linear;
import dev.cairn.train.net.Ops;
import dev.cairn.train.net.Padding.Zeros;
import dev.cairn.train.net.Pool;
import dev.cairn.train.ranks.Ranks;
import org.bytedeco.pytorch.LongOptional;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.ScalarTypeOptional;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorOptional;
import org.bytedeco.pytorch.global.torch;

/**
 * Runs a network on libtorch; gradients follow where they are enabled.
 *
 * @param training whether batch norm uses the statistics of the batch and follows them
 * @param ranks whose batches are one to batch norm
 */
record TorchOps(Weights weights, boolean training, Ranks ranks) implements Ops<Tensor> {

  private static final long[] NO_DILATION = {1, 1};
  private static final long[] HEIGHT_AND_WIDTH = {1, 2};

  @Override
  public Tensor conv(Tensor x, Conv conv) {
    Zeros rows = conv.zeros((int) x.size(2));
    Zeros columns = conv.zeros((int) x.size(3));
    if (rows.before() == rows.after() && columns.before() == columns.after()) {
      return conv(x, conv, rows.before(), columns.before());
    }
    long[] zeros = {columns.before(), columns.after(), rows.before(), rows.after()};
    try (Tensor padded = torch.constant_pad_nd(x, zeros, new Scalar(0))) {
      return conv(padded, conv, 0, 0);
    }
  }

  private Tensor conv(Tensor x, Conv conv, long rows, long columns) {
    Tensor weight = weights.tensor(conv.name() + ".weight");
    TensorOptional bias = conv.bias() ? optional(conv.name() + ".bias") : new TensorOptional();
    long[] stride = {conv.stride(), conv.stride()};
    long[] padding = {rows, columns};
    return torch.conv2d(x, weight, bias, stride, padding, NO_DILATION, conv.groups());
  }

  @Override
  public Tensor batchNorm(Tensor x, BatchNorm norm) {
    if (training && ranks.worldSize() > 1) {
      return new SynchronisedBatchNorm(weights, ranks).apply(x, norm);
    }
    return torch.batch_norm(
        x,
        optional(norm.name() + ".weight"),
        optional(norm.name() + ".bias"),
        optional(norm.name() + ".running_mean"),
        optional(norm.name() + ".running_var"),
        training,
        norm.momentum(),
        norm.epsilon(),
        false);
  }

  @Override
  public Tensor activate(Tensor x, Activation activation) {
    return switch (activation) {
      case RELU -> torch.relu(x);
      case RELU6 -> torch.relu6(x);
      case SWISH -> torch.silu(x);
      case SIGMOID -> torch.sigmoid(x);
    };
  }

  @Override
  public Tensor multiply(Tensor a, Tensor b) {
    return a.mul(b);
  }

  @Override
  public Tensor add(Tensor a, Tensor b) {
    long more = a.size(1) - b.size(1);
    if (more == 0) {
      return a.add(b);
    }
    long[] zeros = {0, 0, 0, 0, 0, more};
    try (Tensor padded = torch.constant_pad_nd(b, zeros, new Scalar(0))) {
      return a.add(padded);
    }
  }

  /**
   * libtorch pads both ends alike; instead of one more zero at the end it can let the last window
   * reach beyond it.
   */
  @Override
  public Tensor pool(Tensor x, Pool pool) {
    Zeros rows = pool.zeros((int) x.size(2));
    Zeros columns = pool.zeros((int) x.size(3));
    boolean beyond = rows.after() > rows.before() || columns.after() > columns.before();
    long[] kernel = {pool.kernel(), pool.kernel()};
    long[] stride = {pool.stride(), pool.stride()};
    long[] padding = {rows.before(), columns.before()};
    if (pool.kind() == Pool.Kind.MAX) {
      return torch.max_pool2d(x, kernel, stride, padding, NO_DILATION, beyond);
    }
    boolean countsPadding = pool.kind() == Pool.Kind.MEAN;
    return torch.avg_pool2d(x, kernel, stride, padding, beyond, countsPadding, new LongOptional());
  }

  /** With the channels in front, the gradient would lie in memory as nothing around it does. */
  @Override
  public Tensor globalPool(Tensor x) {
    Tensor channelsLast = x.permute(0, 2, 3, 1);
    Tensor mean = channelsLast.mean(HEIGHT_AND_WIDTH, true, new ScalarTypeOptional());
    return mean.permute(0, 3, 1, 2);
  }

  @Override
  public Tensor sumParts(Tensor x, int parts) {
    Tensor channelsLast = x.permute(0, 2, 3, 1);
    return channelsLast.unflatten(3, parts, -1).sum(3).permute(0, 3, 1, 2);
  }

  @Override
  public Tensor softmaxParts(Tensor x, int parts) {
    return x.unflatten(1, parts, -1).softmax(1).flatten(1, 2);
  }

  @Override
  public Tensor flatten(Tensor x) {
    return torch.flatten(x, 1, -1);
  }

  @Override
  public Tensor linear(Tensor x, Linear linear) {
    return torch.linear(
        x, weights.tensor(linear.name() + ".weight"), optional(linear.name() + ".bias"));
  }

  @Override
  public Tensor l2Normalize(Tensor x) {
    return torch.normalize(x);
  }

  /** Autograd keeps what the gradients need; the rest goes at once and not at the step's end. */
  @Override
  public void free(Tensor x) {
    x.close();
  }

  private TensorOptional optional(String name) {
    return new TensorOptional(weights.tensor(name));
  }
}
