package dev.cairn.standalone.training;

import org.jline.utils.AttributedStyle;

/** Colours of a terminal. */
final class StateStyle {
  static final AttributedStyle QUIET = AttributedStyle.DEFAULT.faint();

  private StateStyle() {}

  static AttributedStyle of(StageState state) {
    return switch (state) {
      case QUEUED, WAITING, CANCELLED -> QUIET;
      case TRAINING, EXPORTING -> AttributedStyle.BOLD.foreground(AttributedStyle.CYAN);
      case INTERRUPTED -> AttributedStyle.BOLD.foreground(AttributedStyle.YELLOW);
      case COMPLETED -> AttributedStyle.DEFAULT.foreground(AttributedStyle.GREEN);
      case FAILED, REJECTED -> AttributedStyle.BOLD.foreground(AttributedStyle.RED);
    };
  }
}
