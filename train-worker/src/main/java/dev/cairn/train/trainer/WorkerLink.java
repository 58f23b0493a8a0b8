package dev.cairn.train.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.ranks.RendezvousAddress;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jboss.logging.Logger;

/** The trainer's end of the pipes between it and its worker. */
final class WorkerLink {
  private static final Logger LOG = Logger.getLogger(WorkerLink.class);
  private static final int ORPHANED = 3;

  private final PrintStream out = System.out;
  private final CompletableFuture<RendezvousAddress> rendezvous = new CompletableFuture<>();
  private volatile boolean cancelled;

  private WorkerLink() {}

  /** From then on nothing else writes between the reports. */
  static WorkerLink open() {
    WorkerLink link = new WorkerLink();
    System.setOut(System.err);
    Thread.ofPlatform().daemon().name("worker-watch").start(link::watch);
    return link;
  }

  private void watch() {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.equals(TrainerMain.CANCEL)) {
          cancelled = true;
        } else if (line.startsWith(TrainerMain.RENDEZVOUS)) {
          String address = line.substring(TrainerMain.RENDEZVOUS.length());
          rendezvous.complete(RendezvousAddress.parse(address));
        }
      }
    } catch (IOException e) {
      LOG.warn("Standard input broke", e);
    }
    Runtime.getRuntime().halt(ORPHANED);
  }

  /** True once the stage is to end at its next step. */
  boolean isCancelled() {
    return cancelled;
  }

  void report(TrainerReport report) {
    out.println(ReportLines.write(report));
    out.flush();
  }

  /** Rank 0 tells the others, through the worker, where to come. */
  void announce(RendezvousAddress address) {
    out.println(TrainerMain.RENDEZVOUS + address);
    out.flush();
  }

  /**
   * Where rank 0 waits.
   *
   * @throws CairnException {@code RANK_LOST} when it is not told in time
   */
  RendezvousAddress awaitRendezvous(Duration patience) throws InterruptedException {
    try {
      return rendezvous.get(patience.toSeconds(), TimeUnit.SECONDS);
    } catch (TimeoutException | ExecutionException e) {
      throw new CairnException(
          ErrorCode.RANK_LOST,
          "Rank 0 has opened no rendezvous within %d s".formatted(patience.toSeconds()),
          e);
    }
  }
}
