package dev.cairn.pipeline.stage;

import java.util.List;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.errors.InterruptException;
import org.jboss.logging.Logger;

/**
 * The commit thread: one transaction for the batches that are finished, with their results, dead
 * letters and offsets. A transaction that fails is as if it never was: its records, and all that
 * follow, are read again.
 */
final class Committer {
  private static final Logger LOG = Logger.getLogger(Committer.class);

  private final StageContext context;
  private final Handoff<List<Finished>> input;
  private final TransactionalSender sender;
  private final Outbox outbox;
  private int failuresInARow;

  Committer(
      StageContext context,
      Handoff<List<Finished>> input,
      TransactionalSender sender,
      Outbox outbox) {
    this.context = context;
    this.input = input;
    this.sender = sender;
    this.outbox = outbox;
  }

  /** Runs until the input is closed and empty. */
  void run() throws InterruptedException {
    try {
      open();
      context.signals().opened().countDown();
      for (List<Finished> batch = takeAll(); batch != null; batch = takeAll()) {
        commitOrRewind(batch);
        context.inFlight().release(batch.stream().map(Finished::origin).toList());
      }
      context.signals().drained().countDown();
    } catch (InterruptException e) {
      throw new InterruptedException(e.getMessage());
    } finally {
      sender.close();
    }
  }

  /** A transaction costs the same for one batch or several; null at the end. */
  private List<Finished> takeAll() throws InterruptedException {
    List<List<Finished>> batches = input.takeAll();
    return batches.isEmpty() ? null : batches.stream().flatMap(List::stream).toList();
  }

  private void open() throws InterruptedException {
    while (!sender.reopen()) {
      context.retry().pause(++failuresInARow);
    }
  }

  private void commitOrRewind(List<Finished> batch) throws InterruptedException {
    try {
      commit(batch);
    } catch (InterruptException e) {
      throw e;
    } catch (KafkaException e) {
      if (Fencing.isBehind(e)) {
        throw e;
      }
      LOG.warnf(e, "A transaction failed; its records are read again");
      context.ownership().suspend();
      context.metrics().rewound();
      context.retry().pause(++failuresInARow);
      open();
      context.ownership().requestRewind();
    }
  }

  private void commit(List<Finished> batch) {
    Ownership ownership = context.ownership();
    synchronized (ownership) {
      List<Finished> ours =
          batch.stream()
              .filter(finished -> ownership.holds(finished.origin()))
              .map(outbox::checked)
              .toList();
      if (ours.isEmpty()) {
        return;
      }
      long start = System.nanoTime();
      sender.send(
          ours.stream().flatMap(finished -> outbox.records(finished).stream()).toList(),
          Outbox.offsets(ours),
          ownership.member());
      failuresInARow = 0;
      context.metrics().committed(ours, System.nanoTime() - start);
    }
  }
}
