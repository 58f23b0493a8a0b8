package dev.cairn.standalone.training.report;

import java.util.List;

/**
 * Values over epochs.
 *
 * @param name for the legend
 * @param cssClass its colour
 * @param connected drawn as a line; else as marks
 * @param points in the order of their epochs, all of them finite
 */
record Series(String name, String cssClass, boolean connected, List<Point> points) {

  /** Points that are no number are left out: a stage without validation images has none. */
  Series {
    points = points.stream().filter(point -> Double.isFinite(point.value)).toList();
  }

  /**
   * @param epochs that were done when it was measured
   * @param title shown beside the pointer
   */
  record Point(double epochs, double value, String title) {}
}
