package dev.cairn.embed.ensemble;

import dev.cairn.embed.lane.DeviceTurns;
import dev.cairn.embed.lane.Lane;
import dev.cairn.embed.session.Ensemble;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The ensemble that lanes share, each in its turn; another can take its place. Safe for use by
 * several threads.
 */
public final class ServingEnsemble implements AutoCloseable {
  private final DeviceTurns turns;

  /** Fair, so that lanes with much to do do not hold a switch up. */
  private final ReentrantLock device = new ReentrantLock(true);

  private volatile Ensemble current;

  public ServingEnsemble(Ensemble first, DeviceTurns turns) {
    current = first;
    this.turns = turns;
  }

  /** Digest of the ensemble that serves now; never waits. */
  public String digest() {
    return current.digest();
  }

  /** The sizes that photographs are needed in, as far as is known now; never waits. */
  public Set<Integer> imageSizes() {
    return current.imageSizes();
  }

  /** How many photographs it takes best at once, as far as is known now; never waits. */
  public int batchLimit() {
    return current.batchLimit();
  }

  /** Runs a lane's work on the ensemble, which stays the same until the work is done. */
  public <T> T use(Lane lane, Function<Ensemble, T> work) throws InterruptedException {
    try (DeviceTurns.Turn _ = turns.await(lane)) {
      device.lockInterruptibly();
      try {
        return work.apply(current);
      } finally {
        device.unlock();
      }
    }
  }

  /** Switches after the work that runs now, and closes the former ensemble. */
  public void switchTo(Ensemble next) {
    device.lock();
    try {
      current.close();
      current = next;
    } finally {
      device.unlock();
    }
  }

  /** Closes the ensemble after the work that runs now; nothing may use it afterwards. */
  @Override
  public void close() {
    device.lock();
    try {
      current.close();
    } finally {
      device.unlock();
    }
  }
}
