package dev.cairn.standalone.client;

import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;

/** A bar on standard error, so that standard output stays clean for pipes. */
public final class Progress implements AutoCloseable {
  private static final int WIDTH = 100;
  private static final int REFRESH_MILLIS = 500;

  private final ProgressBar bar;

  private Progress(ProgressBar bar) {
    this.bar = bar;
  }

  /**
   * @param total steps to do; not positive when unknown
   */
  public static Progress start(String task, long total) {
    return new Progress(
        new ProgressBarBuilder()
            .setTaskName("%-22s".formatted(task))
            .setInitialMax(total)
            .setStyle(ProgressBarStyle.ASCII)
            .setUpdateIntervalMillis(REFRESH_MILLIS)
            .setConsumer(new ConsoleProgressBarConsumer(System.err, WIDTH))
            .build());
  }

  public void at(long done) {
    bar.stepTo(done);
  }

  public void total(long total) {
    bar.maxHint(total);
  }

  /** A word beside the bar, such as the last loss. */
  public void note(String note) {
    bar.setExtraMessage(" " + note);
  }

  @Override
  public void close() {
    bar.close();
  }
}
