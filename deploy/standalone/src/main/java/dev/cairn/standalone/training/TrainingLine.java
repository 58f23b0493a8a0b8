package dev.cairn.standalone.training;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.MemoryNeed;
import dev.cairn.schemas.avro.StageAccepted;
import dev.cairn.schemas.avro.StageCancelled;
import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.StageFailed;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.StageRejected;
import dev.cairn.schemas.avro.StageStarted;
import dev.cairn.schemas.avro.TrainingEvent;
import java.util.stream.Collectors;

/** A training event as one line for people. */
public final class TrainingLine {
  private TrainingLine() {}

  public static String of(TrainingEvent event) {
    return "%s/%s  %s".formatted(event.getModelName(), event.getStageId(), what(event.getEvent()));
  }

  /** What happened, without saying to which stage. */
  public static String what(Object event) {
    return switch (event) {
      case StageAccepted a ->
          "accepted: %s at %d px, %d epochs%s"
              .formatted(
                  a.getCommand().getArchitecture(),
                  a.getCommand().getImageSize(),
                  a.getCommand().getEpochs(),
                  a.getMemory() == null ? "" : "; " + memory(a.getMemory()));
      case StageRejected r ->
          "rejected: "
              + r.getFaults().stream().map(TrainingLine::fault).collect(Collectors.joining("; "));
      case StageStarted s ->
          "started%s: %d classes, %d training images, %d validation images, epochs %d to %d"
              .formatted(
                  s.getAttempt() == 1 ? "" : ", attempt " + s.getAttempt(),
                  s.getClasses(),
                  s.getTrainImages(),
                  s.getValidationImages(),
                  s.getFromEpoch(),
                  s.getToEpoch());
      case StageProgress p when p.getInterruption() != null ->
          "goes on from its last checkpoint after: " + fault(p.getInterruption());
      case StageProgress p when p.getToSearch() > 0 ->
          "looks for outliers: %d of %d training images, %.1f images/s"
              .formatted(p.getSearched(), p.getToSearch(), p.getImagesPerSecond());
      case StageProgress p ->
          "epoch %d, step %d of %d: loss %.3f, %.1f images/s"
              .formatted(
                  p.getEpoch(), p.getStep(), p.getSteps(), p.getLoss(), p.getImagesPerSecond());
      case EpochCompleted e ->
          "epoch %d: loss %.3f, validation loss %.3f, accuracy %.3f, GAP %.3f, %.1f images/s"
              .formatted(
                  e.getEpoch(),
                  e.getTrainLoss(),
                  e.getValidationLoss(),
                  e.getAccuracy(),
                  e.getGap(),
                  e.getImagesPerSecond());
      case StageCompleted c ->
          "completed in %.1f s: bundle %s, export differs by %.1e%s"
              .formatted(
                  c.getSeconds(),
                  c.getBundleDigest(),
                  c.getParityError(),
                  c.getOutliers() < 0 ? "" : ", %d outliers".formatted(c.getOutliers()));
      case StageFailed f -> "failed: " + fault(f.getFault());
      case StageCancelled c ->
          "cancelled after epoch %d%s"
              .formatted(
                  c.getAfterEpoch(),
                  c.getCheckpoint() == null
                      ? ""
                      : "; it goes on from %s when it is sent again".formatted(c.getCheckpoint()));
      default -> String.valueOf(event);
    };
  }

  private static String memory(MemoryNeed need) {
    long total =
        need.getParameters()
            + need.getGradients()
            + need.getOptimiser()
            + need.getActivations()
            + need.getRuntime();
    return "needs %.1f of %.1f GiB for each process"
        .formatted(gib(total), gib(need.getAvailable()));
  }

  private static double gib(long bytes) {
    return bytes / (double) (1 << 30);
  }

  static String fault(Fault fault) {
    return fault.getMessage() + " (" + fault.getCode() + ")";
  }
}
