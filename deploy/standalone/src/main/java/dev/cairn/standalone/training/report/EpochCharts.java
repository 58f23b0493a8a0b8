package dev.cairn.standalone.training.report;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.schemas.avro.Validation;
import dev.cairn.standalone.html.chart.Chart;
import dev.cairn.standalone.html.chart.Series;
import dev.cairn.standalone.html.chart.Series.Point;
import dev.cairn.standalone.html.chart.Ticks;
import dev.cairn.standalone.training.StageView;
import dev.cairn.standalone.training.TrainingLine;
import java.util.List;
import java.util.Locale;
import java.util.function.ToDoubleFunction;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** What changes over the epochs of a stage, in four charts. */
record EpochCharts(StageView stage) {

  String html() {
    return Stream.of(
            chart(
                "Loss",
                "mean over images",
                false,
                ofEpochs("training loss", "train", EpochCompleted::getTrainLoss),
                ofEpochs("validation loss", "validation", EpochCompleted::getValidationLoss),
                early("validation loss", Validation::getLoss)),
            chart(
                "Accuracy",
                "share of validation images",
                true,
                ofEpochs("accuracy", "validation", EpochCompleted::getAccuracy),
                early("accuracy", Validation::getAccuracy)),
            chart(
                "GAP",
                "Global Average Precision, 0 to 1",
                true,
                ofEpochs("GAP", "validation", EpochCompleted::getGap),
                early("GAP", Validation::getGap)),
            chart(
                "Learning rate",
                "per step",
                true,
                ofEpochs("learning rate", "train", EpochCompleted::getLearningRate)))
        .map(Chart::panel)
        .collect(Collectors.joining("\n"));
  }

  private Chart chart(String title, String unit, boolean fromZero, Series... series) {
    Ticks epochs = Ticks.between(stage.firstEpoch() - 1, Math.max(stage.toEpoch(), last()));
    return new Chart(title, unit, epochs, "epochs done", fromZero, List.of(series), breaks());
  }

  private int last() {
    return stage.figures().lastEpoch().map(EpochCompleted::getEpoch).orElse(stage.firstEpoch());
  }

  private Series ofEpochs(String name, String cssClass, ToDoubleFunction<EpochCompleted> value) {
    return new Series(
        name,
        cssClass,
        true,
        stage.figures().epochs().stream()
            .map(done -> {
              double y = value.applyAsDouble(done);
              return new Point(
                  done.getEpoch(), y, "epoch %d: %s %s".formatted(done.getEpoch(), name, exact(y)));
            })
            .toList());
  }

  private Series early(String name, ToDoubleFunction<Validation> value) {
    return new Series(
        "early validation",
        "early",
        false,
        stage.figures().earlyValidations().stream()
            .map(at -> {
              double y = value.applyAsDouble(at.getValidation());
              return new Point(
                  at.getEpoch() - 1 + (double) at.getStep() / Math.max(1, at.getSteps()),
                  y,
                  "epoch %d, after step %d of %d: %s %s"
                      .formatted(at.getEpoch(), at.getStep(), at.getSteps(), name, exact(y)));
            })
            .toList());
  }

  private List<Point> breaks() {
    return stage.turns().stream()
        .map(TrainingEvent::getEvent)
        .filter(StageProgress.class::isInstance)
        .map(StageProgress.class::cast)
        .map(stop -> new Point(stop.getEpoch() - 1.0, 0, TrainingLine.what(stop)))
        .toList();
  }

  private static String exact(double value) {
    return String.format(Locale.ROOT, "%.4g", value);
  }
}
