package dev.cairn.train.net;

import dev.cairn.train.net.Parameter.Kind;

/**
 * What a network takes for one image, without the head.
 *
 * @param parameters weights, without running means and variances
 * @param multiplyAdds of convolutions and linear layers in one forward pass
 * @param activationValues float32 values that a training step keeps from the forward pass for the
 *     backward pass
 */
public record NetworkCost(long parameters, long multiplyAdds, long activationValues) {

  /**
   * @param imageSize width and height in pixels
   */
  public static NetworkCost of(LandmarkNetwork network, int imageSize) {
    ParameterOps declaration = new ParameterOps();
    network.embedding(declaration, null);
    long parameters =
        declaration.parameters().stream()
            .filter(parameter -> parameter.kind() == Kind.WEIGHT)
            .mapToLong(Parameter::elements)
            .sum();
    CostOps cost = new CostOps();
    network.embedding(cost, cost.value(new Shape(3, imageSize, imageSize)));
    return new NetworkCost(parameters, cost.multiplyAdds(), cost.keptValues());
  }
}
