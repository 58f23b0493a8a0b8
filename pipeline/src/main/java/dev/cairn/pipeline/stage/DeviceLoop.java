package dev.cairn.pipeline.stage;

import static java.util.stream.Collectors.partitioningBy;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/**
 * The device thread: takes prepared records in the order they were polled, runs them in
 * micro-batches, hands the outcomes to the committer.
 */
final class DeviceLoop<T> {
  private final StageContext context;
  private final BatchRunner<T> runner;
  private final Handoff<Item<T>> input;
  private final Handoff<List<Finished>> output;

  DeviceLoop(
      StageContext context,
      BatchRunner<T> runner,
      Handoff<Item<T>> input,
      Handoff<List<Finished>> output) {
    this.context = context;
    this.runner = runner;
    this.input = input;
    this.output = output;
  }

  /** Runs until the input is closed and empty, then closes the output. */
  void run() throws InterruptedException {
    for (Item<T> first = input.take(); first != null; first = input.take()) {
      List<Item<T>> batch = gather(first);
      context.inFlight().started(batch.size());
      output.put(finish(batch));
    }
    output.close();
  }

  /**
   * What is ready, up to a full batch: a lone record goes at once, one whose followers are being
   * prepared waits for them a little.
   */
  private List<Item<T>> gather(Item<T> first) throws InterruptedException {
    List<Item<T>> batch = new ArrayList<>();
    batch.add(first);
    awaitReady(first, Long.MAX_VALUE);
    StageLimits limits = context.config().limits();
    long deadline = System.nanoTime() + limits.maxBatchWait().toNanos();
    int maxRecords = Math.min(limits.maxBatchRecords(), runner.batchLimit());
    while (batch.size() < maxRecords) {
      Item<T> next = input.peek();
      if (next == null || !awaitReady(next, deadline - System.nanoTime())) {
        break;
      }
      batch.add(input.take());
    }
    return batch;
  }

  private boolean awaitReady(Item<T> item, long timeoutNanos) throws InterruptedException {
    try {
      item.prepared().get(Math.max(0, timeoutNanos), TimeUnit.NANOSECONDS);
      return true;
    } catch (TimeoutException e) {
      return false;
    } catch (ExecutionException e) {
      throw new IllegalStateException("Preparing failed beyond repair", e.getCause());
    }
  }

  private List<Finished> finish(List<Item<T>> batch) throws InterruptedException {
    Map<Boolean, List<Item<T>>> byOwnership =
        batch.stream().collect(partitioningBy(item -> context.ownership().holds(item.origin())));
    context.inFlight().release(byOwnership.get(false).stream().map(Item::origin).toList());
    List<Item<T>> ours = byOwnership.get(true);
    List<T> work = new ArrayList<>();
    for (Item<T> item : ours) {
      if (item.prepared().join() instanceof Prepared.Ready<T>(T prepared)) {
        work.add(prepared);
      }
    }
    Iterator<Tried> tried = runTimed(work).iterator();
    List<Finished> finished = new ArrayList<>();
    for (Item<T> item : ours) {
      finished.add(
          switch (item.prepared().join()) {
            case Prepared.Ready<T> ready -> item.finished(tried.next());
            case Prepared.GaveUp<T>(Tried failure) -> item.finished(failure);
          });
    }
    return finished;
  }

  private List<Tried> runTimed(List<T> work) throws InterruptedException {
    if (work.isEmpty()) {
      return List.of();
    }
    long start = System.nanoTime();
    try {
      return runner.run(work);
    } finally {
      context.metrics().processed(System.nanoTime() - start);
    }
  }
}
