package dev.cairn.standalone.demo.render.scene;

import java.util.function.DoubleUnaryOperator;
import java.util.stream.DoubleStream;
import java.util.stream.IntStream;

/** Outlines for {@link Scene#lathe}: pairs of radius and height, from the foot upwards. */
public final class Profile {

  private static final int STEPS = 8;

  private Profile() {}

  /** Half an ellipse. */
  public static double[] dome(double radius, double height) {
    return of(t -> radius * Math.cos(t * Math.PI / 2), t -> height * Math.sin(t * Math.PI / 2));
  }

  /** A bulb that swells beyond its foot and ends in a point. */
  public static double[] onion(double radius, double height) {
    return of(
        t -> radius * (0.72 * (1 - t) + 0.62 * Math.sin(Math.PI * Math.pow(t, 0.75)) * (1 - t * t)),
        t -> height * t);
  }

  /** A whole ball that rests on y = 0. */
  public static double[] ball(double radius) {
    return of(t -> radius * Math.sin(t * Math.PI), t -> radius * (1 - Math.cos(t * Math.PI)));
  }

  private static double[] of(DoubleUnaryOperator radius, DoubleUnaryOperator height) {
    return IntStream.rangeClosed(0, STEPS)
        .mapToDouble(step -> (double) step / STEPS)
        .flatMap(t -> DoubleStream.of(radius.applyAsDouble(t), height.applyAsDouble(t)))
        .toArray();
  }
}
