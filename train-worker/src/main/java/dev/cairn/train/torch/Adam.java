package dev.cairn.train.torch;

import dev.cairn.train.net.Parameter.Kind;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.CompilationUnit;
import org.bytedeco.pytorch.Function;
import org.bytedeco.pytorch.IValue;
import org.bytedeco.pytorch.IValueVector;
import org.bytedeco.pytorch.NoGradGuard;
import org.bytedeco.pytorch.QualifiedName;
import org.bytedeco.pytorch.Scalar;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Adam (Kingma and Ba, 2015) without weight decay, as libtorch's fused kernel over all weights at
 * once: one pass over memory instead of five. The kernel has no Java binding of its own.
 */
final class Adam implements AutoCloseable {

  /** The lists have names and a use after the call; else the compiler takes the call for dead. */
  private static final String SCRIPT =
      """
      def step(weights: Tensor, gradients: Tensor, mean: Tensor, square: Tensor, steps: Tensor, rate: float,
               divisor: Tensor):
          all_weights, means, squares = [weights], [mean], [square]
          torch._fused_adam_(all_weights, [gradients], means, squares, [], [steps], lr=rate, beta1=0.9,
              beta2=0.999, weight_decay=0.0, eps=1e-8, amsgrad=False, maximize=False, grad_scale=divisor)
          return all_weights[0]
      """;

  private final FlatTensor mean;
  private final FlatTensor square;
  private final Tensor steps;
  private final CompilationUnit script;
  private final Function step;

  Adam(Weights weights) {
    this.mean = new FlatTensor(weights.parameters(), Kind.WEIGHT, weights.device());
    this.square = new FlatTensor(weights.parameters(), Kind.WEIGHT, weights.device());
    try (PointerScope _ = new PointerScope()) {
      this.steps = torch.zeros().to(weights.device().torch(), ScalarType.Float);
      this.steps.retainReference();
    }
    this.script = torch.compile(SCRIPT);
    this.step = script.get_function(new QualifiedName("step"));
  }

  /** Applies the gradients, divided by the divisor, to the weights. */
  void step(FlatTensor weights, FlatTensor gradients, double divisor, double learningRate) {
    try (PointerScope _ = new PointerScope();
        NoGradGuard _ = new NoGradGuard()) {
      steps.add_(new Scalar(1));
      IValueVector arguments =
          new IValueVector(
              new IValue(weights.flat()),
              new IValue(gradients.flat()),
              new IValue(mean.flat()),
              new IValue(square.flat()),
              new IValue(steps),
              new IValue(learningRate),
              new IValue(torch.full_like(steps, new Scalar(divisor))));
      step.apply(arguments);
    }
  }

  /** Running mean of the gradients. */
  FlatTensor mean() {
    return mean;
  }

  /** Running mean of the gradients' squares. */
  FlatTensor square() {
    return square;
  }

  /** Number of steps done, a float32 scalar. */
  Tensor steps() {
    return steps;
  }

  @Override
  public void close() {
    mean.close();
    square.close();
    steps.close();
    step.close();
    script.close();
  }
}
