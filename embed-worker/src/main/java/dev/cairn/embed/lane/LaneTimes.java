package dev.cairn.embed.lane;

import java.util.Comparator;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Whose turn it is, by start-time fair queueing (Goyal, Vin and Cheng, SIGCOMM 1996): in virtual
 * time a turn starts where the last one of its lane ended, but not before the start of the turn
 * that was served last; it takes its duration divided by the lane's share; the earliest start is
 * next. A lane that gave the device up a moment ago still counts as wanting it: it comes back with
 * its next batch at once, or has none. Not safe for use by several threads.
 */
final class LaneTimes {
  /** Far more than a lane with a batch at hand needs, and not much beside a batch. */
  static final long RETURN_NANOS = 5_000_000;

  private final Map<Lane, LaneTime> times = new EnumMap<>(Lane.class);
  private double virtualNow;

  private static final class LaneTime {
    private final double share;
    private double end;
    private int waiting;
    private long backUntil = Long.MIN_VALUE;

    LaneTime(double share) {
      this.share = share;
    }
  }

  /**
   * @param share of the time for each lane while all want it
   */
  LaneTimes(ToDoubleFunction<Lane> share) {
    for (Lane lane : Lane.values()) {
      times.put(lane, new LaneTime(share.applyAsDouble(lane)));
    }
  }

  void arrive(Lane lane) {
    times.get(lane).waiting++;
  }

  void leave(Lane lane) {
    times.get(lane).waiting--;
  }

  /** How many wait. */
  int waiting() {
    return times.values().stream().mapToInt(time -> time.waiting).sum();
  }

  /**
   * The lane whose turn is next, waiting or about to come back; some lane must wait.
   *
   * @param now of a clock in nanoseconds
   */
  Lane next(long now) {
    return times.entrySet().stream()
        .filter(lane -> lane.getValue().waiting > 0 || now < lane.getValue().backUntil)
        .min(Comparator.comparingDouble(lane -> start(lane.getValue())))
        .orElseThrow()
        .getKey();
  }

  /** How long a lane's turn is still kept if it does not wait; 0 if it does. */
  long keptNanos(Lane lane, long now) {
    LaneTime time = times.get(lane);
    return time.waiting > 0 ? 0 : Math.max(0, time.backUntil - now);
  }

  private double start(LaneTime time) {
    return Math.max(virtualNow, time.end);
  }

  /** A waiting lane's turn begins. */
  void begin(Lane lane) {
    leave(lane);
    virtualNow = start(times.get(lane));
  }

  /** The turn that began last ends. */
  void end(Lane lane, long nanos, long now) {
    LaneTime time = times.get(lane);
    time.end = virtualNow + nanos / time.share;
    time.backUntil = now + RETURN_NANOS;
  }
}
