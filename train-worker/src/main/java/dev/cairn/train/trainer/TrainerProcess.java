package dev.cairn.train.trainer;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.schemas.error.ErrorCode;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;
import org.jboss.logging.Logger;

/**
 * The worker's end of one trainer process, or of the launcher that runs it on another host. Safe
 * for use by several threads.
 */
final class TrainerProcess {
  private static final Logger LOG = Logger.getLogger(TrainerProcess.class);

  private final Process process;
  private final String name;
  private final Path log;
  private final CompletableFuture<TrainerReport> last = new CompletableFuture<>();

  private TrainerProcess(Process process, String name, Path log) {
    this.process = process;
    this.name = name;
    this.log = log;
  }

  /** Starts it for a job that is written, as are the arguments of its JVM. */
  static TrainerProcess start(TrainerJob job, int rank) throws IOException {
    Path log = job.folder().log(rank);
    ProcessBuilder builder =
        job.place(rank)
            .host()
            .process(
                TrainerJvm.command(job.folder(), rank), TrainerJvm.environment(job.threadsOf(rank)))
            .redirectError(ProcessBuilder.Redirect.appendTo(log.toFile()));
    String name =
        job.processes() == 1 ? "The trainer" : "Rank %d of %d".formatted(rank, job.processes());
    TrainerProcess trainer = new TrainerProcess(builder.start(), name, log);
    var _ = trainer.process.onExit().thenRun(trainer::hangUp);
    return trainer;
  }

  /** What a launcher leaves behind when it dies ends with its standard input. */
  private void hangUp() {
    try {
      process.getOutputStream().close();
    } catch (IOException e) {
      LOG.debugf(e, "%s left something unread", name);
    }
  }

  /**
   * Begins to read what it prints.
   *
   * @param reports takes all but the last
   * @param rendezvous takes the line that the other ranks wait for
   */
  void read(Consumer<TrainerReport> reports, Consumer<String> rendezvous) {
    Thread.ofVirtual().name("trainer-reports").start(() -> readAll(reports, rendezvous));
  }

  private void readAll(Consumer<TrainerReport> reports, Consumer<String> rendezvous) {
    try (BufferedReader lines = process.inputReader(UTF_8)) {
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        if (line.startsWith(TrainerMain.RENDEZVOUS)) {
          rendezvous.accept(line);
        }
        Optional<TrainerReport> report = ReportLines.read(line);
        if (report.filter(TrainerReport::endsStage).isPresent()) {
          last.complete(report.get());
        } else {
          report.ifPresent(reports);
        }
      }
      last.complete(new TrainerReport.Failed(ErrorCode.TRAINER_DIED, obituary()));
    } catch (IOException e) {
      last.complete(new TrainerReport.Failed(ErrorCode.TRAINER_DIED, name + ": " + e));
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private String obituary() throws IOException, InterruptedException {
    return "%s ended with exit code %d and without an answer; its log %s ends with:%n%s"
        .formatted(name, process.waitFor(), log, LogTail.of(log));
  }

  /** What it says at the end; {@code TRAINER_DIED} when it ends without a word. */
  CompletableFuture<TrainerReport> last() {
    return last;
  }

  long pid() {
    return process.pid();
  }

  /** Writes a line to its standard input. */
  void tell(String line) {
    try {
      process.getOutputStream().write((line + "\n").getBytes(UTF_8));
      process.getOutputStream().flush();
    } catch (IOException e) {
      LOG.debugf(e, "%s has ended before it could be told '%s'", name, line);
    }
  }

  /** Ends it at once; on another host it ends because its standard input does. */
  void kill() {
    process.destroyForcibly();
  }

  /** Waits for its end. */
  void awaitEnd() {
    process.onExit().join();
  }
}
