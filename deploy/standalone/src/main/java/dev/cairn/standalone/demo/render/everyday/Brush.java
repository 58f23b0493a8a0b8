package dev.cairn.standalone.demo.render.everyday;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.GradientPaint;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.Shape;
import java.awt.geom.Ellipse2D;
import java.awt.geom.Line2D;
import java.awt.geom.Path2D;
import java.awt.geom.Rectangle2D;
import java.awt.image.BufferedImage;

/** Paints simple shapes on a canvas of 400 by 300 units, whatever the picture's pixels. */
public final class Brush {

  static final int WIDTH = 400;
  static final int HEIGHT = 300;

  private final Graphics2D g;

  public Brush(BufferedImage picture) {
    g = picture.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.scale(picture.getWidth() / (double) WIDTH, picture.getHeight() / (double) HEIGHT);
  }

  /** Fills the canvas, from one colour at the top to another at the bottom. */
  void backdrop(int top, int bottom) {
    g.setPaint(new GradientPaint(0, 0, new Color(top), 0, HEIGHT, new Color(bottom)));
    g.fill(new Rectangle2D.Double(0, 0, WIDTH, HEIGHT));
  }

  void oval(int rgb, double centreX, double centreY, double width, double height) {
    fill(rgb, new Ellipse2D.Double(centreX - width / 2, centreY - height / 2, width, height));
  }

  /** An oval, turned clockwise about its centre. */
  void oval(int rgb, double centreX, double centreY, double width, double height, double radians) {
    g.rotate(radians, centreX, centreY);
    oval(rgb, centreX, centreY, width, height);
    g.rotate(-radians, centreX, centreY);
  }

  void box(int rgb, double left, double top, double width, double height) {
    fill(rgb, new Rectangle2D.Double(left, top, width, height));
  }

  /** A closed polygon; {@code points} are pairs of x and y. */
  void polygon(int rgb, double... points) {
    Path2D path = new Path2D.Double();
    path.moveTo(points[0], points[1]);
    for (int i = 2; i < points.length; i += 2) {
      path.lineTo(points[i], points[i + 1]);
    }
    path.closePath();
    fill(rgb, path);
  }

  void line(int rgb, double width, double fromX, double fromY, double toX, double toY) {
    g.setColor(new Color(rgb));
    g.setStroke(new BasicStroke((float) width, BasicStroke.CAP_ROUND, BasicStroke.JOIN_ROUND));
    g.draw(new Line2D.Double(fromX, fromY, toX, toY));
  }

  private void fill(int rgb, Shape shape) {
    g.setColor(new Color(rgb));
    g.fill(shape);
  }
}
