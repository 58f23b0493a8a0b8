package dev.cairn.standalone.html.chart;

import java.util.List;

/**
 * Values along the horizontal axis.
 *
 * @param name for the legend
 * @param cssClass its colour
 * @param connected drawn as a line; else as marks
 * @param points in their order along the axis, all of them finite
 */
public record Series(String name, String cssClass, boolean connected, List<Point> points) {

  /** Points that are no number are left out: nothing was measured there. */
  public Series {
    points = points.stream().filter(point -> Double.isFinite(point.value)).toList();
  }

  /**
   * @param at where it lies along the horizontal axis
   * @param title shown beside the pointer
   */
  public record Point(double at, double value, String title) {}
}
