package dev.cairn.standalone.demo.render.scene;

/** Something solid that can be photographed from many sides; its front looks towards +z. */
public interface Subject {

  /** What it stands on. */
  Ground ground();

  /** The room it needs in a picture. */
  Extent extent();

  /** Draws it about the vertical axis; the same every time. */
  void draw(Scene scene);

  /** Width and height in scene units. */
  record Extent(double width, double height) {}
}
