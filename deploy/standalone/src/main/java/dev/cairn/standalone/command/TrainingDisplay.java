package dev.cairn.standalone.command;

import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.standalone.client.LiveScreen;
import dev.cairn.standalone.client.TrainingScan;
import dev.cairn.standalone.training.LiveLines;
import dev.cairn.standalone.training.StageTable;
import dev.cairn.standalone.training.StageView;
import dev.cairn.standalone.training.Stages;
import dev.cairn.standalone.training.TrainingLine;
import java.io.PrintWriter;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Optional;
import org.jline.utils.AttributedString;

/**
 * Stages as a table: as wide as a terminal and kept up to date on it; elsewhere whole and followed
 * by a line for each event.
 *
 * @param model only its stages, if any is given
 */
record TrainingDisplay(TrainingScan scan, Optional<String> model, PrintWriter out) {
  private static final Duration REFRESH = Duration.ofSeconds(1);
  private static final String NO_STAGE =
      "No stage yet. `cairn train submit --help` shows how to send one.";

  /**
   * @param live keeps the table up to date until the process is ended
   */
  void onScreen(LiveScreen screen, boolean live) {
    Stages stages = scan.readAll();
    if (!live) {
      screen.print(lines(stages, screen.width(), Integer.MAX_VALUE));
    }
    while (live) {
      screen.show(lines(stages, screen.width(), screen.height()));
      scan.poll(REFRESH);
    }
  }

  /**
   * @param live goes on with the events that arrive until the process is ended
   */
  void inLines(boolean live) {
    Stages stages = scan.readAll();
    List<StageView> shown = shown(stages);
    if (shown.isEmpty()) {
      out.println(NO_STAGE);
    } else {
      new StageTable(stages, shown, Instant.now(), Integer.MAX_VALUE).lines().forEach(out::println);
    }
    out.flush();
    while (live) {
      follow();
    }
  }

  private List<AttributedString> lines(Stages stages, int width, int height) {
    List<StageView> shown = shown(stages);
    return shown.isEmpty()
        ? List.of(new AttributedString(NO_STAGE))
        : new LiveLines(stages, Instant.now(), ZoneId.systemDefault()).of(shown, width, height);
  }

  private void follow() {
    for (TrainingEvent event : scan.poll(REFRESH)) {
      if (isOfModel(event.getModelName())) {
        out.println(TrainingLine.of(event));
      }
    }
    out.flush();
  }

  private List<StageView> shown(Stages stages) {
    return stages.all().stream().filter(stage -> isOfModel(stage.modelName())).toList();
  }

  private boolean isOfModel(String name) {
    return model.filter(only -> !only.equals(name)).isEmpty();
  }
}
