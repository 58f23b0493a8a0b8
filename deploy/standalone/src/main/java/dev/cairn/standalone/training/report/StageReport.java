package dev.cairn.standalone.training.report;

import dev.cairn.standalone.html.Figure;
import dev.cairn.standalone.html.Html;
import dev.cairn.standalone.html.Page;
import dev.cairn.standalone.html.chart.Chart;
import dev.cairn.standalone.training.StageView;
import dev.cairn.standalone.training.Stages;
import java.time.ZoneId;
import java.util.Map;

/**
 * The page about one stage. Every text of its events is escaped.
 *
 * @param stages where the stages are looked up that it descends from
 * @param zone of clock times
 */
public record StageReport(StageView stage, Stages stages, ZoneId zone) {

  /** One HTML file that needs nothing else: no other file, no network. */
  public String html() {
    String body =
        Html.fill(
            Html.resource(StageReport.class, "report.html"),
            Map.of(
                "figures", Figure.boxes(StageHeadlines.of(stage)),
                "lineage", new Lineage(stage, stages).items(),
                "charts", new EpochCharts(stage).html(),
                "options", StageOptionsList.items(stage),
                "turns", new Turns(stage, zone).items(),
                "epochs", EpochRows.of(stage.figures().epochs())));
    return new Page(
            stage.modelName() + "/" + stage.stageId(),
            summary(),
            Chart.css() + Html.resource(StageReport.class, "report.css"),
            body)
        .html();
  }

  private String summary() {
    return stage.state()
        + stage
            .command()
            .map(command ->
                ": %s at %d px on %s, %s"
                    .formatted(
                        command.getArchitecture(),
                        command.getImageSize(),
                        command.getDataset(),
                        epochs()))
            .orElse("");
  }

  private String epochs() {
    return "epochs %d to %d, %d done"
        .formatted(stage.firstEpoch(), stage.toEpoch(), stage.figures().epochs().size());
  }
}
