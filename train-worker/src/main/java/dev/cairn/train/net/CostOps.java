package dev.cairn.train.net;

/** Counts the work of a network for one image, and the values that its gradients will need. */
final class CostOps implements Ops<CostOps.Value> {

  /** Int64 indices take the room of two float32 values. */
  private static final int FLOATS_PER_INDEX = 2;

  private long multiplyAdds;
  private long keptValues;

  /** A value that is counted once, however many gradients need it. */
  static final class Value {
    private final Shape shape;
    private boolean kept;

    private Value(Shape shape) {
      this.shape = shape;
    }
  }

  Value value(Shape shape) {
    return new Value(shape);
  }

  long multiplyAdds() {
    return multiplyAdds;
  }

  long keptValues() {
    return keptValues;
  }

  private Value keep(Value x) {
    if (!x.kept) {
      x.kept = true;
      keptValues += x.shape.values();
    }
    return x;
  }

  @Override
  public Value conv(Value x, Conv conv) {
    Shape shape = keep(x).shape.under(conv).withChannels(conv.out());
    multiplyAdds += shape.values() * conv.in() / conv.groups() * conv.kernel() * conv.kernel();
    return value(shape);
  }

  @Override
  public Value batchNorm(Value x, BatchNorm norm) {
    return value(keep(x).shape);
  }

  @Override
  public Value activate(Value x, Activation activation) {
    return switch (activation) {
      case RELU, SIGMOID -> keep(value(x.shape));
      case RELU6, SWISH -> value(keep(x).shape);
    };
  }

  @Override
  public Value multiply(Value a, Value b) {
    keep(b);
    return value(keep(a).shape);
  }

  @Override
  public Value add(Value a, Value b) {
    return value(a.shape);
  }

  @Override
  public Value pool(Value x, Pool pool) {
    Value pooled = value(keep(x).shape.under(pool));
    if (pool.kind() == Pool.Kind.MAX) {
      keptValues += FLOATS_PER_INDEX * pooled.shape.values();
    }
    return pooled;
  }

  @Override
  public Value globalPool(Value x) {
    return value(x.shape.pooled());
  }

  @Override
  public Value sumParts(Value x, int parts) {
    return value(x.shape.withChannels(x.shape.channels() / parts));
  }

  @Override
  public Value softmaxParts(Value x, int parts) {
    return keep(value(x.shape));
  }

  @Override
  public Value flatten(Value x) {
    return value(x.shape);
  }

  @Override
  public Value linear(Value x, Linear linear) {
    multiplyAdds += (long) linear.in() * linear.out();
    return value(keep(x).shape.withChannels(linear.out()));
  }

  @Override
  public Value l2Normalize(Value x) {
    return value(keep(x).shape);
  }
}
