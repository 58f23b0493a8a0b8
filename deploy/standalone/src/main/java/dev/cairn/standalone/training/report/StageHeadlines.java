package dev.cairn.standalone.training.report;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.StageStarted;
import dev.cairn.standalone.html.Figure;
import dev.cairn.standalone.html.Html;
import dev.cairn.standalone.training.StageView;
import dev.cairn.standalone.training.Words;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** How a stage did, in a few figures. */
final class StageHeadlines {
  private StageHeadlines() {}

  static List<Figure> of(StageView stage) {
    List<EpochCompleted> epochs = stage.figures().epochs();
    double seconds = epochs.stream().mapToDouble(EpochCompleted::getSeconds).sum();
    return List.of(
        new Figure(
            "GAP", last(epochs, EpochCompleted::getGap), best(epochs, EpochCompleted::getGap, 1)),
        new Figure(
            "Accuracy",
            last(epochs, EpochCompleted::getAccuracy),
            best(epochs, EpochCompleted::getAccuracy, 1)),
        new Figure(
            "Validation loss",
            last(epochs, EpochCompleted::getValidationLoss),
            best(epochs, EpochCompleted::getValidationLoss, -1)),
        new Figure(
            "Speed",
            lastText(epochs, done -> Words.rate(done.getImagesPerSecond())),
            "images/s, waiting for data %s of the time"
                .formatted(lastText(epochs, done -> Words.percent(done.getDataWaitShare())))),
        new Figure(
            "Time",
            Words.duration(Duration.ofSeconds((long) seconds)),
            "%d epochs of %,d images"
                .formatted(
                    epochs.size(), stage.started().map(StageStarted::getTrainImages).orElse(0L))),
        new Figure(
            "Memory",
            lastText(epochs, done -> Words.gibibytes(done.getPeakMemoryBytes())),
            "most that a process held"));
  }

  private static String last(List<EpochCompleted> epochs, ToDoubleFunction<EpochCompleted> figure) {
    return lastText(epochs, done -> Html.number(figure.applyAsDouble(done)));
  }

  private static String lastText(
      List<EpochCompleted> epochs, Function<EpochCompleted, String> words) {
    return epochs.isEmpty() ? Html.number(Double.NaN) : words.apply(epochs.getLast());
  }

  /**
   * @param sign 1 when more is better, -1 when less is
   */
  private static String best(
      List<EpochCompleted> epochs, ToDoubleFunction<EpochCompleted> figure, int sign) {
    return epochs.stream()
        .filter(done -> Double.isFinite(figure.applyAsDouble(done)))
        .max(Comparator.comparingDouble(done -> sign * figure.applyAsDouble(done)))
        .map(done ->
            "best %s in epoch %d"
                .formatted(Html.number(figure.applyAsDouble(done)), done.getEpoch()))
        .orElse("no validation");
  }
}
