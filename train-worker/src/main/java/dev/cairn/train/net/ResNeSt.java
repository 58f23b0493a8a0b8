package dev.cairn.train.net;

import java.util.List;

/**
 * ResNeSt (Zhang et al., "ResNeSt: Split-Attention Networks", 2020): a residual network with a deep
 * stem whose 3x3 convolutions give two parts that attention weighs against each other.
 *
 * @param blocks in each of the four stages
 * @param stemChannels of the stem's first convolutions
 */
public record ResNeSt(List<Integer> blocks, int stemChannels) implements Backbone {

  private static final int FIRST_CHANNELS = 64;
  private static final int EXPANSION = 4;
  private static final int RADIX = 2;
  private static final double EPSILON = 1e-5;

  private static final Pool STEM_POOL = new Pool(Pool.Kind.MAX, 3, 2, Padding.SYMMETRIC);

  /** Reduce, filter with split attention, expand. */
  private record Block(String name, int in, int channels, int stride) {

    private int out() {
      return channels * EXPANSION;
    }
  }

  @Override
  public int features() {
    return (FIRST_CHANNELS * EXPANSION) << (blocks.size() - 1);
  }

  @Override
  public <T> T features(Ops<T> ops, T images) {
    Layers<T> layers = new Layers<>(ops, EPSILON);
    T x = layers.then(stem(layers, images), y -> ops.pool(y, STEM_POOL));
    int in = 2 * stemChannels;
    for (int i = 0; i < blocks.size(); i++) {
      for (int j = 0; j < blocks.get(i); j++) {
        String name = "enet.layer%d.%d.".formatted(i + 1, j);
        Block block = new Block(name, in, FIRST_CHANNELS << i, i > 0 && j == 0 ? 2 : 1);
        x = block(layers, x, block);
        in = block.out();
      }
    }
    return layers.pool(x);
  }

  private <T> T stem(Layers<T> layers, T images) {
    int wide = 2 * stemChannels;
    Conv first = filter("enet.conv1.0", 3, stemChannels, 2, 1);
    Conv second = filter("enet.conv1.3", stemChannels, stemChannels, 1, 1);
    Conv third = filter("enet.conv1.6", stemChannels, wide, 1, 1);
    T x = layers.activate(layers.convNorm(images, first, "enet.conv1.1"), Activation.RELU);
    x = layers.then(x, y -> layers.convNorm(y, second, "enet.conv1.4"));
    x = layers.activate(x, Activation.RELU);
    x = layers.then(x, y -> layers.convNorm(y, third, "enet.bn1"));
    return layers.activate(x, Activation.RELU);
  }

  private static Conv filter(String name, int in, int out, int stride, int groups) {
    return new Conv(name, in, out, 3, stride, groups, Padding.SYMMETRIC, false);
  }

  /**
   * Frees its input. The branch beside the shortcut starts at zero, which lets a new network learn
   * as if it were shallow (Goyal et al., "Accurate, Large Minibatch SGD", 2017, section 5.1).
   */
  private static <T> T block(Layers<T> layers, T input, Block block) {
    Ops<T> ops = layers.ops();
    Conv reduce = Conv.pointwise(block.name + "conv1", block.in, block.channels, false);
    Conv expand = Conv.pointwise(block.name + "conv3", block.channels, block.out(), false);
    T x = layers.activate(layers.convNorm(input, reduce, block.name + "bn1"), Activation.RELU);
    x = layers.then(x, y -> splitAttention(layers, y, block));
    if (block.stride > 1) {
      Pool shrink = new Pool(Pool.Kind.MEAN, 3, block.stride, Padding.SYMMETRIC);
      x = layers.then(x, y -> ops.pool(y, shrink));
    }
    x = layers.then(x, y -> layers.convNorm(y, expand, block.name + "bn3", 0));
    T shortcut = input;
    if (block.in != block.out()) {
      shortcut = layers.then(input, y -> shortcut(layers, y, block));
    }
    return layers.activate(layers.addShortcut(x, shortcut), Activation.RELU);
  }

  private static <T> T shortcut(Layers<T> layers, T input, Block block) {
    Conv expand = Conv.pointwise(block.name + "downsample.1", block.in, block.out(), false);
    String norm = block.name + "downsample.2";
    if (block.stride == 1) {
      return layers.convNorm(input, expand, norm);
    }
    Ops<T> ops = layers.ops();
    Pool shrink = new Pool(Pool.Kind.MEAN_INSIDE, block.stride, block.stride, Padding.SAME);
    T small = ops.pool(input, shrink);
    return layers.then(small, x -> layers.convNorm(x, expand, norm));
  }

  private static <T> T splitAttention(Layers<T> layers, T input, Block block) {
    Ops<T> ops = layers.ops();
    String name = block.name + "conv2.";
    int channels = block.channels;
    Conv split = filter(name + "conv", channels, channels * RADIX, 1, RADIX);
    T parts = layers.activate(layers.convNorm(input, split, name + "bn0"), Activation.RELU);
    // The mean of the sum, as the sum of the means: the same value from far less work.
    T pooled = layers.then(ops.globalPool(parts), x -> ops.sumParts(x, RADIX));
    T logits = layers.then(pooled, x -> attentionLogits(layers, x, name, channels));
    T weights = layers.then(logits, x -> ops.softmaxParts(x, RADIX));
    T weighed = ops.multiply(parts, weights);
    ops.free(weights);
    ops.free(parts);
    return layers.then(weighed, x -> ops.sumParts(x, RADIX));
  }

  private static <T> T attentionLogits(Layers<T> layers, T pooled, String name, int channels) {
    Ops<T> ops = layers.ops();
    int narrow = Math.max(channels * RADIX / 4, 32);
    Conv reduce = Conv.pointwise(name + "fc1", channels, narrow, true);
    Conv expand = Conv.pointwise(name + "fc2", narrow, channels * RADIX, true);
    T reduced = layers.activate(layers.convNorm(pooled, reduce, name + "bn1"), Activation.RELU);
    return layers.then(reduced, x -> ops.conv(x, expand));
  }
}
