package dev.cairn.train.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.file.StorageFull;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.ranks.Device;
import dev.cairn.train.ranks.Ranks;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The trainer process. Takes one argument, the job file; prints {@link TrainerReport}s on standard
 * output and its log on standard error. The line {@value #CANCEL} on standard input ends the stage
 * at its next step; the end of standard input means that the worker is gone, and ends the process.
 */
public final class TrainerMain {
  static final String CANCEL = "cancel";

  private static final Logger LOG = Logger.getLogger(TrainerMain.class);
  private static final int ORPHANED = 3;

  private TrainerMain() {}

  public static void main(String[] args) throws IOException, InterruptedException {
    PrintStream reports = System.out;
    System.setOut(System.err); // nothing else may write between the reports
    AtomicBoolean cancelled = new AtomicBoolean();
    Thread.ofPlatform().daemon().name("worker-watch").start(() -> watchWorker(cancelled));
    TrainerReport last = run(Path.of(args[0]), reports, cancelled);
    reports.println(ReportLines.write(last));
    reports.flush();
    // Native libraries may keep threads of their own, which must not keep the process.
    Runtime.getRuntime().halt(0);
  }

  private static TrainerReport run(Path jobFile, PrintStream reports, AtomicBoolean cancelled)
      throws InterruptedException {
    try {
      TrainerJob job = TrainerJob.read(jobFile);
      Ranks alone = Ranks.single(new Device.Cpu(job.threads()));
      return new StageRun(
              job, alone, report -> reports.println(ReportLines.write(report)), cancelled::get)
          .run();
    } catch (CairnException e) {
      LOG.error("The stage failed", e);
      return new TrainerReport.Failed(e.code(), e.getMessage());
    } catch (IOException e) {
      LOG.error("The stage failed", e);
      return failed(e, jobFile);
    } catch (RuntimeException e) {
      LOG.error("The stage failed", e);
      return new TrainerReport.Failed(ErrorCode.INTERNAL, e.toString());
    }
  }

  private static TrainerReport failed(IOException failure, Path jobFile) {
    try {
      return new TrainerReport.Failed(
          ErrorCode.INTERNAL, StorageFull.orSame(failure, jobFile.getParent()).toString());
    } catch (CairnException full) {
      return new TrainerReport.Failed(full.code(), full.getMessage());
    }
  }

  private static void watchWorker(AtomicBoolean cancelled) {
    try (BufferedReader lines = new BufferedReader(new InputStreamReader(System.in, UTF_8))) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        cancelled.compareAndSet(false, line.equals(CANCEL));
      }
    } catch (IOException e) {
      LOG.warn("Standard input broke", e);
    }
    Runtime.getRuntime().halt(ORPHANED);
  }
}
