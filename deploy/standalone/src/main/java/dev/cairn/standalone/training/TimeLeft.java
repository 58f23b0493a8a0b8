package dev.cairn.standalone.training;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.StageStarted;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * When a stage will have trained its last epoch, or found its outliers: what is left of this one by
 * its own rate, those to come by the ones before them. As long as there are none, an image that
 * validates is taken to cost what one that trains does, which is more than it will.
 */
record TimeLeft(StageView stage, StageStarted started) {
  /** Conditions change: only the last epochs tell of the next. */
  private static final int EPOCHS_ASKED = 3;

  private static final double LONGEST_SECONDS = Duration.ofDays(999).toSeconds();

  /** Empty when the stage does not train, or has no rate yet. */
  static Optional<Duration> of(StageView stage, Instant now) {
    return switch (stage.state()) {
      case TRAINING -> stage.started().flatMap(started -> new TimeLeft(stage, started).at(now));
      case EXPORTING -> stage.figures().search().flatMap(search -> ofSearch(stage, search, now));
      default -> Optional.empty();
    };
  }

  private static Optional<Duration> ofSearch(StageView stage, StageProgress search, Instant now) {
    int left = search.getToSearch() - search.getSearched();
    return duration(left / search.getImagesPerSecond() - silentSeconds(stage, now));
  }

  private static double silentSeconds(StageView stage, Instant now) {
    return Math.max(0, Duration.between(stage.heard(), now).toMillis() / 1e3);
  }

  private Optional<Duration> at(Instant now) {
    double epoch = epochSeconds();
    double silent = silentSeconds(stage, now);
    double thisEpoch = stage.figures().step().map(this::ofThisEpoch).orElse(epoch);
    // However long nothing is heard, the epochs to come still are.
    return duration(
        Math.max(0, thisEpoch - silent) + (started.getToEpoch() - stage.epochsDone() - 1) * epoch);
  }

  private static Optional<Duration> duration(double seconds) {
    return Double.isFinite(seconds)
        ? Optional.of(Duration.ofSeconds((long) Math.clamp(seconds, 0, LONGEST_SECONDS)))
        : Optional.empty();
  }

  private double ofThisEpoch(StageProgress at) {
    double share = at.getSteps() > 0 ? (double) at.getStep() / at.getSteps() : 0;
    double training = started.getTrainImages() / at.getImagesPerSecond();
    return training * (1 - share) + validationSeconds(at);
  }

  private double validationSeconds(StageProgress at) {
    return asked().stream()
        .mapToDouble(done ->
            Math.max(0, done.getSeconds() - started.getTrainImages() / done.getImagesPerSecond()))
        .average()
        .orElse(started.getValidationImages() / at.getImagesPerSecond());
  }

  /** NaN or infinite when nothing tells. */
  private double epochSeconds() {
    return asked().stream()
        .mapToDouble(EpochCompleted::getSeconds)
        .average()
        .orElseGet(() ->
            stage
                .figures()
                .step()
                .map(StageProgress::getImagesPerSecond)
                .map(rate -> (started.getTrainImages() + started.getValidationImages()) / rate)
                .orElse(Double.NaN));
  }

  private List<EpochCompleted> asked() {
    List<EpochCompleted> timed =
        stage.figures().epochs().stream().filter(done -> done.getSeconds() > 0).toList();
    return timed.subList(Math.max(0, timed.size() - EPOCHS_ASKED), timed.size());
  }
}
