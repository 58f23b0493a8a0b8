package dev.cairn.standalone.command;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.TrainingScan;
import dev.cairn.standalone.training.StageView;
import dev.cairn.standalone.training.Stages;
import dev.cairn.standalone.training.Words;
import dev.cairn.standalone.training.report.StageReport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.ZoneId;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "report",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a page about a stage: its curves, options, lineage and epochs, and what befell it.",
      "",
      "  cairn train report b0-96",
      "  cairn train report b0-96 --out b0-96.html",
      "",
      "The page is one HTML file that needs nothing else. A stage that still trains is shown as far"
          + " as it is.",
      ""
    })
final class TrainReportCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;

  @Parameters(paramLabel = "STAGE", description = "Stage id, as `cairn train status` shows it.")
  String stageId;

  @Option(
      names = "--out",
      paramLabel = "FILE",
      description = "The page, replacing one that is there (default: STAGE.html).")
  Path out;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    try (TrainingScan scan = new TrainingScan(connection.connect())) {
      Stages stages = scan.readAll();
      StageView stage = stages.named(stageId).orElseThrow(() -> unknown(stages));
      Path page = out == null ? Path.of(stageId.replaceAll("[^\\w.-]", "_") + ".html") : out;
      Files.writeString(page, new StageReport(stage, stages, ZoneId.systemDefault()).html());
      spec.commandLine().getOut().println(page);
    }
    return 0;
  }

  private CairnException unknown(Stages stages) {
    String known =
        stages.all().stream().map(StageView::stageId).distinct().collect(Collectors.joining(", "));
    return new CairnException(
        ErrorCode.STAGE_OPTION_INVALID,
        "Nothing has been heard of a stage '%s'; %s"
            .formatted(
                Words.line(stageId),
                known.isEmpty()
                    ? "there is none yet: `cairn train submit` sends one"
                    : "the stages are " + Words.line(known)));
  }
}
