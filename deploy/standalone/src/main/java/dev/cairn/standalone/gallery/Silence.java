package dev.cairn.standalone.gallery;

import java.time.Duration;
import java.time.Instant;

/** Tells who waits for the workers when nothing has come for a while. For one thread. */
public final class Silence {
  private static final Duration PATIENCE = Duration.ofSeconds(30);
  private static final String NOTE = "nothing comes: ask /q/health of the embed-worker";

  private Instant news = Instant.now();
  private long heard;

  /**
   * What to say.
   *
   * @param done a number that changes when something comes
   */
  public String note(long done) {
    Instant now = Instant.now();
    if (done != heard) {
      heard = done;
      news = now;
    }
    return news.plus(PATIENCE).isBefore(now) ? NOTE : "";
  }
}
