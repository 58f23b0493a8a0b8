package dev.cairn.train.net;

/**
 * ReXNet (Han et al., "Rethinking Channel Dimensions for Efficient Model Design", 2021): inverted
 * bottlenecks whose channels grow by the same amount from block to block.
 *
 * @param width factor of the channels, at least 1
 */
public record ReXNet(double width) implements Backbone {

  private static final int STEM_CHANNELS = 32;
  private static final int FIRST_CHANNELS = 16;
  private static final int CHANNELS_GROWTH = 180;
  private static final int HEAD_CHANNELS = 1280;
  private static final int EXPANSION = 6;
  private static final int SQUEEZE = 12;
  private static final double EPSILON = 1e-5;

  /** Strides of the blocks. */
  private static final int[] STRIDES = {1, 2, 1, 2, 1, 2, 1, 1, 1, 1, 1, 2, 1, 1, 1, 1};

  /** The first block that squeezes and excites; all later ones do. */
  private static final int FIRST_EXCITED = 3;

  /**
   * Expand, filter, squeeze and excite, project. Operations have the number of their place.
   *
   * @param name of the sequence of operations
   */
  private record Block(String name, int in, int out, int expansion, int stride, boolean excites) {

    private int wide() {
      return in * expansion;
    }

    /** The channels only grow: the input is added to the first of them. */
    private boolean hasShortcut() {
      return stride == 1 && in <= out;
    }
  }

  @Override
  public int features() {
    return (int) (HEAD_CHANNELS * width);
  }

  @Override
  public <T> T features(Ops<T> ops, T images) {
    Layers<T> layers = new Layers<>(ops, EPSILON);
    int in = channels(STEM_CHANNELS);
    Conv stem = new Conv("enet.features.0", 3, in, 3, 2, 1, Padding.SYMMETRIC, false);
    T x = layers.activate(layers.convNorm(images, stem, "enet.features.1"), Activation.SWISH);
    int place = 3;
    for (int i = 0; i < STRIDES.length; i++) {
      int out = channels(FIRST_CHANNELS + (double) CHANNELS_GROWTH / STRIDES.length * i);
      int expansion = i == 0 ? 1 : EXPANSION;
      String name = "enet.features.%d.out.".formatted(place++);
      x = block(layers, x, new Block(name, in, out, expansion, STRIDES[i], i >= FIRST_EXCITED));
      in = out;
    }
    Conv head = Conv.pointwise("enet.features." + place, in, features(), false);
    String norm = "enet.features." + (place + 1);
    x = layers.then(x, y -> layers.convNorm(y, head, norm));
    return layers.pool(layers.activate(x, Activation.SWISH));
  }

  /** Halves go to the even neighbour, as in Python. */
  private int channels(double base) {
    return (int) Math.rint(base * width);
  }

  /** Frees its input. */
  private static <T> T block(Layers<T> layers, T input, Block block) {
    Ops<T> ops = layers.ops();
    int wide = block.wide();
    int place = 0;
    T x = input;
    if (block.expansion > 1) {
      Conv expand = Conv.pointwise(block.name + "0", block.in, wide, false);
      x = layers.activate(layers.convNorm(input, expand, block.name + "1"), Activation.SWISH);
      place = 3;
    }
    Conv filter = Conv.depthwise(block.name + place, wide, 3, block.stride, Padding.SYMMETRIC);
    T filtered = layers.convNorm(x, filter, block.name + (place + 1));
    if (block.expansion > 1) {
      ops.free(x);
    }
    x = filtered;
    place += 2;
    if (block.excites) {
      String name = block.name + place++ + ".fc.";
      x = layers.excite(x, pooled -> exciteLogits(layers, pooled, name, wide));
    }
    x = layers.activate(x, Activation.RELU6);
    Conv project = Conv.pointwise(block.name + (place + 1), wide, block.out, false);
    String norm = block.name + (place + 2);
    // Not from zero beside a shortcut: the channels without one would start with nothing.
    x = layers.then(x, y -> layers.convNorm(y, project, norm));
    if (block.hasShortcut()) {
      return layers.addShortcut(x, input);
    }
    ops.free(input);
    return x;
  }

  private static <T> T exciteLogits(Layers<T> layers, T pooled, String name, int wide) {
    Ops<T> ops = layers.ops();
    int narrow = wide / SQUEEZE;
    Conv reduce = Conv.pointwise(name + "0", wide, narrow, true);
    Conv expand = Conv.pointwise(name + "3", narrow, wide, true);
    T reduced = layers.activate(layers.convNorm(pooled, reduce, name + "1"), Activation.RELU);
    return layers.then(reduced, x -> ops.conv(x, expand));
  }
}
