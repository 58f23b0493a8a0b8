package dev.cairn.train.trainer;

import dev.cairn.pipeline.file.StorageFull;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.host.Place;
import dev.cairn.train.ranks.Device;
import dev.cairn.train.ranks.Ranks;
import dev.cairn.train.ranks.Rendezvous;
import dev.cairn.train.ranks.RendezvousAddress;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import org.jboss.logging.Logger;

/**
 * A trainer process. Takes two arguments, the job file and its rank; prints {@link TrainerReport}s
 * on standard output and its log on standard error. The line {@value #CANCEL} on standard input
 * ends the stage at its next step; the end of standard input means that the worker is gone, and
 * ends the process. Where several train together, rank 0 prints a line that begins with {@value
 * #RENDEZVOUS}, and the others wait for it on standard input.
 */
public final class TrainerMain {
  static final String CANCEL = "cancel";
  static final String RENDEZVOUS = "rendezvous ";

  private static final Logger LOG = Logger.getLogger(TrainerMain.class);

  /** A process may have to start on a busy machine and to load gigabytes of libraries. */
  private static final Duration PATIENCE = Duration.ofMinutes(2);

  private final WorkerLink worker = WorkerLink.open();
  private final Path jobFile;
  private final int rank;

  private TrainerMain(Path jobFile, int rank) {
    this.jobFile = jobFile;
    this.rank = rank;
  }

  public static void main(String[] args) throws InterruptedException {
    TrainerMain trainer = new TrainerMain(Path.of(args[0]), Integer.parseInt(args[1]));
    trainer.worker.report(trainer.run());
    // Native libraries may keep threads of their own, which must not keep the process.
    Runtime.getRuntime().halt(0);
  }

  private TrainerReport run() throws InterruptedException {
    try {
      TrainerJob job = TrainerJob.read(jobFile);
      try (Ranks ranks = join(job)) {
        return new StageRun(job, ranks, worker::report, worker::isCancelled).run();
      }
    } catch (CairnException e) {
      LOG.error("The stage failed", e);
      return new TrainerReport.Failed(e.code(), e.getMessage());
    } catch (IOException e) {
      LOG.error("The stage failed", e);
      return failed(e);
    } catch (RuntimeException e) {
      LOG.error("The stage failed", e);
      return new TrainerReport.Failed(ErrorCode.INTERNAL, e.toString());
    }
  }

  private Ranks join(TrainerJob job) throws InterruptedException {
    Place place = job.place(rank);
    Device device = job.device().of(place.rank(), place.processes(), job.threadsOf(rank));
    if (job.processes() == 1) {
      return Ranks.single(device);
    }
    boolean first = rank == 0;
    RendezvousAddress address =
        first ? job.hosts().rendezvous(job.processes()) : worker.awaitRendezvous(PATIENCE);
    Rendezvous rendezvous = Rendezvous.at(address, rank, job.processes(), PATIENCE);
    if (first) {
      worker.announce(rendezvous.address());
    }
    return rendezvous.join(device);
  }

  private TrainerReport failed(IOException failure) {
    try {
      return new TrainerReport.Failed(
          ErrorCode.INTERNAL, StorageFull.orSame(failure, jobFile.getParent()).toString());
    } catch (CairnException full) {
      return new TrainerReport.Failed(full.code(), full.getMessage());
    }
  }
}
