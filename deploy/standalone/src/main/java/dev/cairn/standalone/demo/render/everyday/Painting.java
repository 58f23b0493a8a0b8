package dev.cairn.standalone.demo.render.everyday;

/** A flat picture. */
@FunctionalInterface
public interface Painting {

  /** Paints it on a canvas of {@link Brush#WIDTH} by {@link Brush#HEIGHT}. */
  void paint(Brush brush);
}
