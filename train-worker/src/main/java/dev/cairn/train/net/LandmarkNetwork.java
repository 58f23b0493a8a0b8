package dev.cairn.train.net;

import dev.cairn.train.net.Parameter.Initial;
import dev.cairn.train.net.Parameter.Kind;
import java.util.ArrayList;
import java.util.List;

/**
 * Backbone, a linear layer to 512 values, swish: the embedding, before normalisation. Classes are
 * told apart by its cosine with 3 sub-centres each, the largest counts.
 *
 * @param architecture the name in {@link Architectures}
 */
public record LandmarkNetwork(String architecture, Backbone backbone) {

  /** Length of the embedding. */
  public static final int DIMENSION = 512;

  public static final int SUB_CENTRES = 3;

  /** Name of the head: {@code [classes * 3, 512]}, the sub-centres of a class in adjacent rows. */
  public static final String HEAD = "metric_classify.weight";

  /** Name of the linear layer between backbone and embedding. */
  public static final String FEAT = "feat";

  /**
   * @param images normalised, {@code [batch, 3, height, width]}; stays the caller's
   * @return {@code [batch, 512]}, not normalised
   */
  public <T> T embedding(Ops<T> ops, T images) {
    T features = backbone.features(ops, images);
    T linear = ops.linear(features, new Linear(FEAT, backbone.features(), DIMENSION));
    ops.free(features);
    T embedding = ops.activate(linear, Activation.SWISH);
    ops.free(linear);
    return embedding;
  }

  /** What is served: the embedding L2-normalised. */
  public <T> T unitEmbedding(Ops<T> ops, T images) {
    T embedding = embedding(ops, images);
    T unit = ops.l2Normalize(embedding);
    ops.free(embedding);
    return unit;
  }

  /** All parameters in the order of their use, the head last. */
  public List<Parameter> parameters(int classes) {
    ParameterOps ops = new ParameterOps();
    embedding(ops, null);
    List<Parameter> parameters = new ArrayList<>(ops.parameters());
    long rows = (long) classes * SUB_CENTRES;
    Initial xavier = new Initial.Uniform(Math.sqrt(6.0 / (rows + DIMENSION)));
    parameters.add(new Parameter(HEAD, Kind.WEIGHT, new long[] {rows, DIMENSION}, xavier));
    return List.copyOf(parameters);
  }
}
