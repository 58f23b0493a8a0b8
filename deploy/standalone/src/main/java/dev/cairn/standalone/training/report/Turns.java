package dev.cairn.standalone.training.report;

import static dev.cairn.standalone.html.Html.escape;

import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.StageFailed;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.StageRejected;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.standalone.training.StageView;
import dev.cairn.standalone.training.TrainingLine;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;
import java.util.stream.Collectors;

/** What befell a stage, in order. */
record Turns(StageView stage, ZoneId zone) {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss xxx", Locale.ROOT);

  String items() {
    return stage.turns().stream()
        .map(turn ->
            "<li class=\"%s\"><time>%s</time>%s</li>"
                .formatted(
                    cssClass(turn),
                    CLOCK.format(turn.getAt().atZone(zone)),
                    escape(TrainingLine.what(turn.getEvent()))))
        .collect(Collectors.joining("\n"));
  }

  private static String cssClass(TrainingEvent turn) {
    return switch (turn.getEvent()) {
      case StageCompleted _ -> "right";
      case StageFailed _, StageRejected _, StageProgress _ -> "wrong";
      default -> "other";
    };
  }
}
