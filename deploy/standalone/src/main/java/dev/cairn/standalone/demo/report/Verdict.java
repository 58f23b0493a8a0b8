package dev.cairn.standalone.demo.report;

/** How a prediction turned out. */
enum Verdict {
  RIGHT("right", "✓", "right"),
  WRONG("wrong", "✗", "wrong"),
  NON_LANDMARK("other", "○", "non-landmark");

  final String cssClass;
  final String mark;
  final String label;

  Verdict(String cssClass, String mark, String label) {
    this.cssClass = cssClass;
    this.mark = mark;
    this.label = label;
  }
}
