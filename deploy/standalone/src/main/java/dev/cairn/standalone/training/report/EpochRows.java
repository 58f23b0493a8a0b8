package dev.cairn.standalone.training.report;

import static dev.cairn.standalone.html.Html.number;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.standalone.training.Words;
import java.time.Duration;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The epochs of a stage, a row each; the one with the best GAP stands out. */
final class EpochRows {
  private EpochRows() {}

  static String of(List<EpochCompleted> epochs) {
    Optional<EpochCompleted> best =
        epochs.stream()
            .filter(done -> Double.isFinite(done.getGap()))
            .max(Comparator.comparing(EpochCompleted::getGap));
    return epochs.stream()
        .map(done -> row(done, best.filter(done::equals).isPresent()))
        .collect(Collectors.joining("\n"));
  }

  private static String row(EpochCompleted done, boolean best) {
    return Stream.of(
            Integer.toString(done.getEpoch()),
            Words.learningRate(done.getLearningRate()),
            number(done.getTrainLoss()),
            number(done.getValidationLoss()),
            number(done.getAccuracy()),
            number(done.getGap()),
            Words.rate(done.getImagesPerSecond()),
            Words.percent(done.getDataWaitShare()),
            Words.gibibytes(done.getPeakMemoryBytes()),
            Long.toString(done.getRejectedImages()),
            number(done.getMaxGradientNorm()),
            Words.duration(Duration.ofSeconds(Math.round(done.getSeconds()))))
        .map(cell -> "<td>" + cell + "</td>")
        .collect(Collectors.joining("", best ? "<tr class=\"best\">" : "<tr>", "</tr>"));
  }
}
