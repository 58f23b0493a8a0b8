package dev.cairn.standalone.training;

import java.util.Locale;

/** Where a stage stands. */
public enum StageState {
  /** Sent; no worker has taken it up. */
  QUEUED,
  /** Accepted; its trainer has not begun. */
  WAITING,
  TRAINING,
  /** Its epochs are done; the bundle is being made. */
  EXPORTING,
  /** It stands still, and goes on by itself. */
  INTERRUPTED,
  COMPLETED,
  FAILED,
  CANCELLED,
  REJECTED;

  /** True as long as more is to come without another command. */
  public boolean isOpen() {
    return compareTo(COMPLETED) < 0;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT);
  }
}
