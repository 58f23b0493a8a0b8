package dev.cairn.train.net;

import java.util.List;

/**
 * EfficientNet (Tan and Le, 2019) in its TensorFlow variant: {@code SAME} padding, epsilon 1e-3.
 * The family is one table of stages, widened and deepened.
 *
 * @param width factor of the channels
 * @param depth factor of the blocks in a stage
 */
public record EfficientNet(double width, double depth) implements Backbone {

  private static final int STEM_CHANNELS = 32;
  private static final int HEAD_CHANNELS = 1280;
  private static final double SQUEEZE = 0.25;
  private static final double EPSILON = 1e-3;
  private static final double MOMENTUM = 0.1;

  private static final List<Stage> STAGES =
      List.of(
          new Stage(1, 1, 3, 1, 16),
          new Stage(2, 6, 3, 2, 24),
          new Stage(2, 6, 5, 2, 40),
          new Stage(3, 6, 3, 2, 80),
          new Stage(3, 6, 5, 1, 112),
          new Stage(4, 6, 5, 2, 192),
          new Stage(1, 6, 3, 1, 320));

  /** A stage of b0; only its first block has the stride. */
  private record Stage(int blocks, int expansion, int kernel, int stride, int channels) {}

  /** An inverted bottleneck: expand, filter, squeeze and excite, project. */
  private record Block(String name, int in, int out, int expansion, int kernel, int stride) {}

  @Override
  public int features() {
    return channels(HEAD_CHANNELS);
  }

  @Override
  public <T> T features(Ops<T> ops, T images) {
    int in = channels(STEM_CHANNELS);
    Conv stem = new Conv("enet.conv_stem", 3, in, 3, 2, 1, Padding.SAME, false);
    T x = swish(ops, norm(ops, ops.conv(images, stem), "enet.bn1", in));
    for (int i = 0; i < STAGES.size(); i++) {
      Stage stage = STAGES.get(i);
      int out = channels(stage.channels);
      for (int j = 0; j < Math.ceil(stage.blocks * depth); j++) {
        String name = "enet.blocks." + i + "." + j;
        int stride = j == 0 ? stage.stride : 1;
        x = block(ops, x, new Block(name, in, out, stage.expansion, stage.kernel, stride));
        in = out;
      }
    }
    T head = ops.conv(x, Conv.pointwise("enet.conv_head", in, features(), false));
    ops.free(x);
    x = swish(ops, norm(ops, head, "enet.bn2", features()));
    T pooled = ops.globalPool(x);
    ops.free(x);
    T features = ops.flatten(pooled);
    ops.free(pooled);
    return features;
  }

  /** Channels are multiples of 8, and never less than 90 % of what the factor asks for. */
  private int channels(int base) {
    double wanted = base * width;
    int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
    return rounded < 0.9 * wanted ? rounded + 8 : rounded;
  }

  private static <T> T block(Ops<T> ops, T input, Block block) {
    int wide = block.in * block.expansion;
    boolean expands = block.expansion > 1;
    T x = input;
    if (expands) {
      x = ops.conv(x, Conv.pointwise(block.name + ".conv_pw", block.in, wide, false));
      x = swish(ops, norm(ops, x, block.name + ".bn1", wide));
    }
    Conv depthwise =
        Conv.depthwise(block.name + ".conv_dw", wide, block.kernel, block.stride, Padding.SAME);
    T filtered = ops.conv(x, depthwise);
    if (expands) {
      ops.free(x);
    }
    x = swish(ops, norm(ops, filtered, block.name + (expands ? ".bn2" : ".bn1"), wide));
    T excited = squeezeExcite(ops, x, block, wide);
    ops.free(x);
    String project = block.name + (expands ? ".conv_pwl" : ".conv_pw");
    T projected = ops.conv(excited, Conv.pointwise(project, wide, block.out, false));
    ops.free(excited);
    // A branch that starts at zero lets a new network learn as if it were shallow (Goyal et al.,
    // "Accurate, Large Minibatch SGD", 2017, section 5.1).
    boolean shortcut = block.stride == 1 && block.in == block.out;
    String last = block.name + (expands ? ".bn3" : ".bn2");
    x = norm(ops, projected, last, block.out, shortcut ? 0 : 1);
    if (shortcut) {
      T sum = ops.add(x, input);
      ops.free(x);
      x = sum;
    }
    ops.free(input);
    return x;
  }

  /** Weighs the channels by what the whole image holds; the width follows the block's input. */
  private static <T> T squeezeExcite(Ops<T> ops, T x, Block block, int wide) {
    int narrow = (int) Math.max(1, block.in * SQUEEZE);
    String name = block.name + ".se";
    T pooled = ops.globalPool(x);
    T reduced = ops.conv(pooled, Conv.pointwise(name + ".conv_reduce", wide, narrow, true));
    ops.free(pooled);
    T active = swish(ops, reduced);
    T expanded = ops.conv(active, Conv.pointwise(name + ".conv_expand", narrow, wide, true));
    ops.free(active);
    T weights = ops.sigmoid(expanded);
    ops.free(expanded);
    T excited = ops.multiply(x, weights);
    ops.free(weights);
    return excited;
  }

  /** Frees its input. */
  private static <T> T norm(Ops<T> ops, T x, String name, int channels) {
    return norm(ops, x, name, channels, 1);
  }

  /** Frees its input. */
  private static <T> T norm(Ops<T> ops, T x, String name, int channels, double initialScale) {
    T y = ops.batchNorm(x, new BatchNorm(name, channels, EPSILON, MOMENTUM, initialScale));
    ops.free(x);
    return y;
  }

  /** Frees its input. */
  private static <T> T swish(Ops<T> ops, T x) {
    T y = ops.swish(x);
    ops.free(x);
    return y;
  }
}
