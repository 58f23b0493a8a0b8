package dev.cairn.train.trainer;

import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The worker's end of the trainer processes of a stage, which are one thing to it: rank 0 reports
 * for all of them, and when one fails or dies, all are ended and that is the last report. Safe for
 * use by several threads.
 */
public final class TrainerGroup implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TrainerGroup.class);

  /** The others miss a process before it is known here why it has ended. */
  private static final int SETTLE_SECONDS = 10;

  /** For a step of a large network and the checkpoint after it. */
  static final int KEEP_SECONDS = 30;

  private final List<TrainerProcess> processes = new ArrayList<>();
  private final BlockingQueue<TrainerReport> reports = new LinkedBlockingQueue<>();
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final CompletableFuture<TrainerReport> ended = new CompletableFuture<>();

  private TrainerGroup() {}

  /**
   * Starts the processes; at once, they report from then on.
   *
   * @param heapMib Java heap of each
   */
  public static TrainerGroup start(TrainerJob job, int heapMib) throws IOException {
    job.write();
    TrainerJvm.writeArguments(job.folder(), heapMib);
    TrainerGroup group = new TrainerGroup();
    try {
      group.startAll(job);
    } catch (IOException e) {
      group.end(new TrainerReport.Failed(ErrorCode.TRAINER_DIED, e.toString()));
      group.close();
      throw e;
    }
    LOG.infof(
        "Stage %s trains in %s, logs beside %s",
        job.recipe().stageId(), group.processIds(), job.folder().log(0));
    return group;
  }

  private void startAll(TrainerJob job) throws IOException {
    CompletableFuture<String> rendezvous = new CompletableFuture<>();
    for (int rank = 0; rank < job.processes(); rank++) {
      TrainerProcess process = TrainerProcess.start(job, rank);
      processes.add(process);
      process.read(reports::add, rendezvous::complete);
    }
    for (TrainerProcess process : processes) {
      var _ = process.last().thenAccept(last -> settle(process, last));
      if (process != processes.getFirst()) {
        var _ = rendezvous.thenAccept(process::tell);
      }
    }
  }

  private void settle(TrainerProcess process, TrainerReport last) {
    switch (last) {
      case TrainerReport.Failed failed when failed.code() == ErrorCode.RANK_LOST -> {
        var _ = allEnded().thenRun(() -> end(reasonOf(failed)));
      }
      case TrainerReport.Failed failed -> end(failed);
      case TrainerReport done when process == processes.getFirst() -> end(done);
      case TrainerReport _ -> {} // rank 0 goes on alone with the export
    }
  }

  private CompletableFuture<Void> allEnded() {
    CompletableFuture<?>[] ends =
        processes.stream().map(TrainerProcess::last).toArray(CompletableFuture[]::new);
    return CompletableFuture.allOf(ends).completeOnTimeout(null, SETTLE_SECONDS, TimeUnit.SECONDS);
  }

  /** What another process ended of tells more than that it is missed. */
  private TrainerReport reasonOf(TrainerReport.Failed lost) {
    return processes.stream()
        .map(process -> process.last().getNow(lost))
        .filter(
            last -> last instanceof TrainerReport.Failed(ErrorCode code, _) && code != lost.code())
        .findFirst()
        .orElse(lost);
  }

  private void end(TrainerReport last) {
    if (ended.complete(last)) {
      if (last instanceof TrainerReport.Failed) {
        processes.forEach(TrainerProcess::kill);
      }
      reports.add(last);
    }
  }

  /** All reports since the last call, without waiting. */
  public List<TrainerReport> drain() {
    List<TrainerReport> arrived = new ArrayList<>();
    reports.drainTo(arrived);
    return arrived;
  }

  /** The next report; empty when none comes in time. */
  public Optional<TrainerReport> next(long timeoutSeconds) throws InterruptedException {
    return Optional.ofNullable(reports.poll(timeoutSeconds, TimeUnit.SECONDS));
  }

  /** Operating system's numbers of the processes, by rank. */
  List<Long> processIds() {
    return processes.stream().map(TrainerProcess::pid).toList();
  }

  /** Asks for the end of the stage at its next step; the last report tells when. */
  public void cancel() {
    if (cancelled.compareAndSet(false, true)) {
      processes.forEach(process -> process.tell(TrainerMain.CANCEL));
    }
  }

  /**
   * Ends the processes and waits for them. Those that train do so at their next step, with a
   * checkpoint from which the stage can go on another time; after {@value #KEEP_SECONDS} s, at
   * once.
   */
  @Override
  public void close() {
    cancel();
    boolean inTime =
        ended.thenApply(_ -> true).completeOnTimeout(false, KEEP_SECONDS, TimeUnit.SECONDS).join();
    if (!inTime) {
      LOG.warn("The trainer ends without a last checkpoint: it has not come to one in time");
    }
    processes.forEach(TrainerProcess::kill);
    processes.forEach(TrainerProcess::awaitEnd);
  }
}
