package dev.cairn.embed.lane;

import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Timer;
import java.util.Locale;
import java.util.concurrent.TimeUnit;

/**
 * Timers {@code cairn.embed.device}, the time a lane has the device, and {@code
 * cairn.embed.device.wait}, the time it waits for it, with a tag for the lane.
 */
final class LaneMeters {
  private static final String DEVICE = "cairn.embed.device";

  private final Timer used;
  private final Timer waited;

  LaneMeters(MeterRegistry registry, Lane lane) {
    String name = lane.name().toLowerCase(Locale.ROOT);
    used = registry.timer(DEVICE, "lane", name);
    waited = registry.timer(DEVICE + ".wait", "lane", name);
  }

  void used(long nanos) {
    used.record(nanos, TimeUnit.NANOSECONDS);
  }

  void waited(long nanos) {
    waited.record(nanos, TimeUnit.NANOSECONDS);
  }
}
