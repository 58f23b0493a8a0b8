package dev.cairn.standalone.client;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.Fault;
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
          "accepted: %s at %d px, %d epochs"
              .formatted(
                  a.getCommand().getArchitecture(),
                  a.getCommand().getImageSize(),
                  a.getCommand().getEpochs());
      case StageRejected r ->
          "rejected: "
              + r.getFaults().stream().map(TrainingLine::fault).collect(Collectors.joining("; "));
      case StageStarted s ->
          "started: %d classes, %d training images, %d validation images, epochs %d to %d"
              .formatted(
                  s.getClasses(),
                  s.getTrainImages(),
                  s.getValidationImages(),
                  s.getFromEpoch(),
                  s.getToEpoch());
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
          "completed in %.1f s: bundle %s, export differs by %.1e"
              .formatted(c.getSeconds(), c.getBundleDigest(), c.getParityError());
      case StageFailed f -> "failed: " + fault(f.getFault());
      case StageCancelled c -> "cancelled after epoch " + c.getAfterEpoch();
      default -> String.valueOf(event);
    };
  }

  private static String fault(Fault fault) {
    return fault.getMessage() + " (" + fault.getCode() + ")";
  }
}
