package dev.cairn.standalone.demo.render.scene;

import java.awt.image.BufferedImage;
import java.awt.image.DataBufferInt;

/** The pixels of a picture with the nearness (1 / distance) of what each one shows. */
final class Canvas {

  /** Decides the colour of a pixel; the point is in texture coordinates. */
  interface Shader {
    void shade(int pixel, float nearness, double x, double y, double z);
  }

  /** A corner on the image plane, with the quantities that are linear there: all divided by z. */
  record Corner(double column, double row, double nearness, Vec3 textureByZ) {}

  final int width;
  final int height;
  final int[] rgb;

  /** 0 where nothing but the backdrop is seen. */
  final float[] nearness;

  Canvas(BufferedImage backdrop) {
    width = backdrop.getWidth();
    height = backdrop.getHeight();
    rgb = ((DataBufferInt) backdrop.getRaster().getDataBuffer()).getData();
    nearness = new float[width * height];
  }

  /** Visits the pixels of a triangle that are not hidden by something nearer. */
  void triangle(Corner a, Corner b, Corner c, Shader shader) {
    double area = (b.column - a.column) * (c.row - a.row) - (c.column - a.column) * (b.row - a.row);
    if (Math.abs(area) < 1e-9) {
      return;
    }
    Plane near = new Plane(a, b, c, area, a.nearness, b.nearness, c.nearness);
    Plane x = new Plane(a, b, c, area, a.textureByZ.x(), b.textureByZ.x(), c.textureByZ.x());
    Plane y = new Plane(a, b, c, area, a.textureByZ.y(), b.textureByZ.y(), c.textureByZ.y());
    Plane z = new Plane(a, b, c, area, a.textureByZ.z(), b.textureByZ.z(), c.textureByZ.z());
    int top = Math.max(0, ceil(Math.min(a.row, Math.min(b.row, c.row))));
    int bottom = Math.min(height, ceil(Math.max(a.row, Math.max(b.row, c.row))));
    for (int row = top; row < bottom; row++) {
      double sample = row + 0.5;
      Span span = new Span().cross(a, b, sample).cross(b, c, sample).cross(c, a, sample);
      int end = Math.min(width, ceil(span.to));
      for (int column = Math.max(0, ceil(span.from)); column < end; column++) {
        int pixel = row * width + column;
        double nearHere = near.at(column + 0.5, sample);
        if (nearHere > nearness[pixel]) {
          double depth = 1 / nearHere;
          shader.shade(
              pixel,
              (float) nearHere,
              x.at(column + 0.5, sample) * depth,
              y.at(column + 0.5, sample) * depth,
              z.at(column + 0.5, sample) * depth);
        }
      }
    }
  }

  /** The first pixel whose centre is not left of (or above) an edge. */
  private static int ceil(double edge) {
    return (int) Math.ceil(edge - 0.5);
  }

  /** The part of a pixel row inside a triangle. */
  private static final class Span {
    private double from = Double.POSITIVE_INFINITY;
    private double to = Double.NEGATIVE_INFINITY;

    Span cross(Corner a, Corner b, double row) {
      if (a.row <= row != b.row <= row) {
        double column = a.column + (row - a.row) / (b.row - a.row) * (b.column - a.column);
        from = Math.min(from, column);
        to = Math.max(to, column);
      }
      return this;
    }
  }

  /** A quantity that is linear on the image plane. */
  private static final class Plane {
    private final double perColumn;
    private final double perRow;
    private final double constant;

    Plane(Corner a, Corner b, Corner c, double area, double atA, double atB, double atC) {
      perColumn = ((atB - atA) * (c.row - a.row) - (atC - atA) * (b.row - a.row)) / area;
      perRow = ((atC - atA) * (b.column - a.column) - (atB - atA) * (c.column - a.column)) / area;
      constant = atA - perColumn * a.column - perRow * a.row;
    }

    double at(double column, double row) {
      return perColumn * column + perRow * row + constant;
    }
  }
}
