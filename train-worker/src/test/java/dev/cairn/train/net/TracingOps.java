package dev.cairn.train.net;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

/**
 * Looks at what flows through a network, and finds it again by the names of the original's modules.
 *
 * @param <T> a value of the operations underneath
 * @param <V> what is remembered of it
 */
public final class TracingOps<T, V> implements Ops<T> {

  private final Ops<T> ops;
  private final Function<T, V> view;
  private final Map<String, V> inputs = new LinkedHashMap<>();
  private final Map<String, V> outputs = new LinkedHashMap<>();
  private V lastMap;
  private V features;

  public TracingOps(Ops<T> ops, Function<T, V> view) {
    this.ops = ops;
    this.view = view;
  }

  /** What the module gives: a convolution, a normalisation, an activation, a block. */
  public V output(String module) {
    return switch (module) {
      case "enet.conv1" -> outputs.get("enet.conv1.6");
      case "enet.features.21" -> lastMap;
      case "enet.features.22" -> features;
      default -> outputs.containsKey(module) ? outputs.get(module) : nextInput(module);
    };
  }

  /** What the backbone gives. */
  public V features() {
    return features;
  }

  /** What leaves a block enters the next convolution, or the pool at the end. */
  private V nextInput(String module) {
    if (module.endsWith(".se")) {
      return inputs.get(module.replace(".se", ".conv_pwl"));
    }
    List<String> convolutions = new ArrayList<>(inputs.keySet());
    int last = 0;
    for (int i = 0; i < convolutions.size(); i++) {
      if (convolutions.get(i).startsWith(module + ".")) {
        last = i;
      }
    }
    boolean atTheEnd = last + 1 == convolutions.size();
    return atTheEnd ? lastMap : inputs.get(convolutions.get(last + 1));
  }

  @Override
  public T conv(T x, Conv conv) {
    inputs.put(conv.name(), view.apply(x));
    T y = ops.conv(x, conv);
    outputs.put(conv.name(), view.apply(y));
    return y;
  }

  @Override
  public T batchNorm(T x, BatchNorm norm) {
    T y = ops.batchNorm(x, norm);
    outputs.put(norm.name(), view.apply(y));
    return y;
  }

  @Override
  public T globalPool(T x) {
    lastMap = view.apply(x);
    T y = ops.globalPool(x);
    features = view.apply(y);
    return y;
  }

  @Override
  public T activate(T x, Activation activation) {
    return ops.activate(x, activation);
  }

  @Override
  public T multiply(T a, T b) {
    return ops.multiply(a, b);
  }

  @Override
  public T add(T a, T b) {
    return ops.add(a, b);
  }

  @Override
  public T pool(T x, Pool pool) {
    T y = ops.pool(x, pool);
    if (pool.kind() == Pool.Kind.MAX) {
      outputs.put("enet.maxpool", view.apply(y));
    }
    return y;
  }

  @Override
  public T sumParts(T x, int parts) {
    return ops.sumParts(x, parts);
  }

  @Override
  public T softmaxParts(T x, int parts) {
    return ops.softmaxParts(x, parts);
  }

  @Override
  public T flatten(T x) {
    return ops.flatten(x);
  }

  @Override
  public T linear(T x, Linear linear) {
    return ops.linear(x, linear);
  }

  @Override
  public T l2Normalize(T x) {
    return ops.l2Normalize(x);
  }

  @Override
  public void free(T x) {
    ops.free(x);
  }
}
