package dev.cairn.embed.ensemble;

import dev.cairn.embed.session.Ensemble;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * The ensemble that all lanes share. One user at a time has the cores; the others wait in the order
 * they came. Safe for use by several threads.
 */
public final class ServingEnsemble implements AutoCloseable {
  private final ReentrantLock device = new ReentrantLock(true);
  private Ensemble current;
  private volatile Set<Integer> imageSizes;

  public ServingEnsemble(Ensemble first) {
    current = first;
    imageSizes = first.imageSizes();
  }

  /** The sizes that photographs are needed in, as far as is known now; never waits. */
  public Set<Integer> imageSizes() {
    return imageSizes;
  }

  /** Runs work on the ensemble, which stays the same until the work is done. */
  public <T> T use(Function<Ensemble, T> work) throws InterruptedException {
    device.lockInterruptibly();
    try {
      return work.apply(current);
    } finally {
      device.unlock();
    }
  }

  /** Switches after the work that runs now, and closes the former ensemble. */
  public void switchTo(Ensemble next) {
    device.lock();
    try {
      current.close();
      current = next;
      imageSizes = next.imageSizes();
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
