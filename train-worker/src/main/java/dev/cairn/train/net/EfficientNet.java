package dev.cairn.train.net;

import java.util.List;

/**
 * EfficientNet (Tan and Le, 2019). The family is one table of stages, widened and deepened.
 *
 * @param width factor of the channels
 * @param depth factor of the blocks in a stage
 * @param padding of every convolution that mixes pixels
 * @param epsilon of batch norm
 */
public record EfficientNet(double width, double depth, Padding padding, double epsilon)
    implements Backbone {

  private static final int STEM_CHANNELS = 32;
  private static final int HEAD_CHANNELS = 1280;
  private static final double SQUEEZE = 0.25;

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
  private record Block(String name, int in, int out, int expansion, int kernel, int stride) {

    private boolean expands() {
      return expansion > 1;
    }

    private int wide() {
      return in * expansion;
    }

    private boolean hasShortcut() {
      return stride == 1 && in == out;
    }
  }

  /** As trained with TensorFlow: {@code SAME} padding and epsilon 1e-3. */
  public static EfficientNet tensorFlow(double width, double depth) {
    return new EfficientNet(width, depth, Padding.SAME, 1e-3);
  }

  /** As trained with PyTorch: symmetric padding and epsilon 1e-5. */
  public static EfficientNet plain(double width, double depth) {
    return new EfficientNet(width, depth, Padding.SYMMETRIC, 1e-5);
  }

  @Override
  public int features() {
    return channels(HEAD_CHANNELS);
  }

  @Override
  public <T> T features(Ops<T> ops, T images) {
    Layers<T> layers = new Layers<>(ops, epsilon);
    int in = channels(STEM_CHANNELS);
    Conv stem = new Conv("enet.conv_stem", 3, in, 3, 2, 1, padding, false);
    T x = layers.activate(layers.convNorm(images, stem, "enet.bn1"), Activation.SWISH);
    for (int i = 0; i < STAGES.size(); i++) {
      Stage stage = STAGES.get(i);
      int out = channels(stage.channels);
      for (int j = 0; j < Math.ceil(stage.blocks * depth); j++) {
        String name = "enet.blocks." + i + "." + j;
        int stride = j == 0 ? stage.stride : 1;
        x = block(layers, x, new Block(name, in, out, stage.expansion, stage.kernel, stride));
        in = out;
      }
    }
    Conv head = Conv.pointwise("enet.conv_head", in, features(), false);
    x = layers.then(x, y -> layers.convNorm(y, head, "enet.bn2"));
    return layers.pool(layers.activate(x, Activation.SWISH));
  }

  /** Channels are multiples of 8, and never less than 90 % of what the factor asks for. */
  private int channels(int base) {
    double wanted = base * width;
    int rounded = Math.max(8, (int) (wanted + 4) / 8 * 8);
    return rounded < 0.9 * wanted ? rounded + 8 : rounded;
  }

  /** Frees its input. */
  private <T> T block(Layers<T> layers, T input, Block block) {
    Ops<T> ops = layers.ops();
    int wide = block.wide();
    T x = input;
    if (block.expands()) {
      Conv expand = Conv.pointwise(block.name + ".conv_pw", block.in, wide, false);
      x = layers.activate(layers.convNorm(input, expand, block.name + ".bn1"), Activation.SWISH);
    }
    Conv filter =
        Conv.depthwise(block.name + ".conv_dw", wide, block.kernel, block.stride, padding);
    T filtered = layers.convNorm(x, filter, block.name + (block.expands() ? ".bn2" : ".bn1"));
    if (block.expands()) {
      ops.free(x);
    }
    x = layers.activate(filtered, Activation.SWISH);
    x = layers.excite(x, pooled -> exciteLogits(layers, pooled, block));
    x = layers.then(x, y -> project(layers, y, block));
    if (block.hasShortcut()) {
      return layers.addShortcut(x, input);
    }
    ops.free(input);
    return x;
  }

  /** The width follows the block's input. */
  private static <T> T exciteLogits(Layers<T> layers, T pooled, Block block) {
    Ops<T> ops = layers.ops();
    int narrow = (int) Math.max(1, block.in * SQUEEZE);
    String name = block.name + ".se";
    Conv reduce = Conv.pointwise(name + ".conv_reduce", block.wide(), narrow, true);
    Conv expand = Conv.pointwise(name + ".conv_expand", narrow, block.wide(), true);
    T reduced = layers.activate(ops.conv(pooled, reduce), Activation.SWISH);
    return layers.then(reduced, x -> ops.conv(x, expand));
  }

  /**
   * A branch beside a shortcut starts at zero, which lets a new network learn as if it were shallow
   * (Goyal et al., "Accurate, Large Minibatch SGD", 2017, section 5.1).
   */
  private static <T> T project(Layers<T> layers, T x, Block block) {
    String conv = block.name + (block.expands() ? ".conv_pwl" : ".conv_pw");
    String norm = block.name + (block.expands() ? ".bn3" : ".bn2");
    Conv project = Conv.pointwise(conv, block.wide(), block.out, false);
    return layers.convNorm(x, project, norm, block.hasShortcut() ? 0 : 1);
  }
}
