package dev.cairn.embed.lane;

import io.micrometer.core.instrument.MeterRegistry;
import java.util.EnumMap;
import java.util.Map;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.ToDoubleFunction;

/**
 * Gives the device to one lane at a time. While both want it, each has its share of the time; one
 * that is alone has all of it, and gathers neither debt nor credit while it is idle. So a query
 * waits for one micro-batch of the gallery, however long the backlog of that lane is. Safe for use
 * by several threads.
 */
public final class DeviceTurns {
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final LaneTimes times;
  private final Map<Lane, LaneMeters> meters = new EnumMap<>(Lane.class);
  private boolean taken;

  /**
   * @param share of the device's time for each lane while all want it
   */
  public DeviceTurns(ToDoubleFunction<Lane> share, MeterRegistry registry) {
    times = new LaneTimes(share);
    for (Lane lane : Lane.values()) {
      meters.put(lane, new LaneMeters(registry, lane));
    }
  }

  /** The right to use the device until it is closed. */
  public final class Turn implements AutoCloseable {
    private final Lane lane;
    private final long began = System.nanoTime();

    private Turn(Lane lane) {
      this.lane = lane;
    }

    @Override
    public void close() {
      lock.lock();
      try {
        long now = System.nanoTime();
        times.end(lane, now - began, now);
        meters.get(lane).used(now - began);
        taken = false;
        changed.signalAll();
      } finally {
        lock.unlock();
      }
    }
  }

  /** Waits for the lane's turn. */
  public Turn await(Lane lane) throws InterruptedException {
    long asked = System.nanoTime();
    lock.lockInterruptibly();
    try {
      times.arrive(lane);
      changed.signalAll();
      awaitNext(lane);
      times.begin(lane);
      taken = true;
      meters.get(lane).waited(System.nanoTime() - asked);
      return new Turn(lane);
    } finally {
      lock.unlock();
    }
  }

  private void awaitNext(Lane lane) throws InterruptedException {
    try {
      long now = System.nanoTime(); // one for both questions: a turn may cease to be kept meanwhile
      while (taken || times.next(now) != lane) {
        long kept = taken ? 0 : times.keptNanos(times.next(now), now);
        if (kept > 0) {
          var _ = changed.awaitNanos(kept);
        } else {
          changed.await();
        }
        now = System.nanoTime();
      }
    } catch (InterruptedException e) {
      times.leave(lane);
      changed.signalAll();
      throw e;
    }
  }

  /** How many wait for a turn now. */
  int waiting() {
    lock.lock();
    try {
      return times.waiting();
    } finally {
      lock.unlock();
    }
  }
}
