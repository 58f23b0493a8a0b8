package dev.cairn.train.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.checkpoint.StageFolder;
import java.io.BufferedReader;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jboss.logging.Logger;

/**
 * The worker's end of a trainer process. Reports are read as they come; when the process ends
 * without a last report, {@code TRAINER_DIED} is the last one. Safe for use by several threads.
 */
public final class TrainerProcess implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(TrainerProcess.class);
  private static final int GRACE_SECONDS = 5;

  private final Process process;
  private final StageFolder folder;
  private final AtomicBoolean cancelled = new AtomicBoolean();
  private final BlockingQueue<TrainerReport> reports = new LinkedBlockingQueue<>();

  private TrainerProcess(Process process, StageFolder folder) {
    this.process = process;
    this.folder = folder;
  }

  /** Starts the trainer; at once, it reports from then on. */
  public static TrainerProcess start(TrainerJob job, int heapMib) throws IOException {
    job.write();
    StageFolder folder = job.folder();
    ProcessBuilder builder =
        new ProcessBuilder(TrainerJvm.command(folder.job(), heapMib))
            .redirectError(ProcessBuilder.Redirect.appendTo(folder.log().toFile()));
    builder.environment().putAll(TrainerJvm.environment(job.threads()));
    TrainerProcess trainer = new TrainerProcess(builder.start(), folder);
    Thread.ofVirtual().name("trainer-reports").start(trainer::read);
    LOG.infof(
        "Stage %s trains in process %d, its log is %s",
        job.recipe().stageId(), trainer.process.pid(), folder.log());
    return trainer;
  }

  /** All reports since the last call, without waiting. */
  public List<TrainerReport> drain() {
    List<TrainerReport> arrived = new ArrayList<>();
    reports.drainTo(arrived);
    return arrived;
  }

  /** The next report; empty when none comes in time. */
  Optional<TrainerReport> next(long timeoutSeconds) throws InterruptedException {
    return Optional.ofNullable(reports.poll(timeoutSeconds, TimeUnit.SECONDS));
  }

  long pid() {
    return process.pid();
  }

  /** Asks for the end of the stage at its next step; the last report tells when. */
  public void cancel() {
    if (!cancelled.compareAndSet(false, true)) {
      return;
    }
    try {
      process.getOutputStream().write((TrainerMain.CANCEL + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      LOG.debug("The trainer has ended before it could be cancelled", e);
    }
  }

  private void read() {
    boolean ended = false;
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        Optional<TrainerReport> report = ReportLines.read(line);
        report.ifPresent(reports::add);
        ended |= report.map(TrainerReport::endsStage).orElse(false);
      }
      if (!ended) {
        reports.add(new TrainerReport.Failed(ErrorCode.TRAINER_DIED, obituary()));
      }
    } catch (IOException e) {
      reports.add(new TrainerReport.Failed(ErrorCode.TRAINER_DIED, e.toString()));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String obituary() throws IOException, InterruptedException {
    return "The trainer ended with exit code %d and without an answer; its log %s ends with:%n%s"
        .formatted(process.waitFor(), folder.log(), LogTail.of(folder.log()));
  }

  /** Ends the process and waits for it. A stage that is not finished can go on another time. */
  @Override
  public void close() {
    process.destroy();
    try {
      if (!process.waitFor(GRACE_SECONDS, TimeUnit.SECONDS)) {
        process.destroyForcibly().waitFor();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
  }
}
