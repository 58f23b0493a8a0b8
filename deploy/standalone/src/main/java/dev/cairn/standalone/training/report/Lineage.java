package dev.cairn.standalone.training.report;

import static dev.cairn.standalone.html.Html.escape;

import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.avro.Validation;
import dev.cairn.standalone.html.Html;
import dev.cairn.standalone.training.StageView;
import dev.cairn.standalone.training.Stages;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** Where the weights of a stage come from, the eldest first. */
record Lineage(StageView stage, Stages stages) {

  String items() {
    List<StageView> chain = stages.lineage(stage);
    Optional<TrainStageCommand> eldest = chain.getFirst().command();
    return Stream.concat(eldest.map(Lineage::origin).stream(), chain.stream().map(Lineage::item))
        .collect(Collectors.joining("\n"));
  }

  private static String origin(TrainStageCommand eldest) {
    return eldest.getLoadFrom() == null
        ? "<li><b>new weights</b><small>seed %d</small></li>".formatted(eldest.getSeed())
        : "<li><b>%s</b><small>not made by a stage of this topic</small></li>"
            .formatted(escape(eldest.getLoadFrom()));
  }

  private static String item(StageView stage) {
    Stream<String> told =
        stage.command().stream()
            .flatMap(command ->
                Stream.of(
                    command.getImageSize() + " px",
                    "epochs %d to %d".formatted(stage.firstEpoch(), stage.toEpoch())));
    Stream<String> gap =
        stage.figures().validation().map(Validation::getGap).filter(Double::isFinite).stream()
            .map(value -> "GAP " + Html.number(value));
    String all =
        Stream.of(told, gap, Stream.of(stage.state().toString()))
            .flatMap(part -> part)
            .collect(Collectors.joining(", "));
    return "<li><b>%s</b><small>%s</small></li>".formatted(escape(stage.stageId()), all);
  }
}
