package dev.cairn.standalone.training.report;

import static dev.cairn.standalone.html.Html.escape;

import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.StageStarted;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.standalone.training.StageView;
import java.util.LinkedHashMap;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;
import org.apache.avro.Schema;

/** What a stage was told to do, on which data, and what it made. */
final class StageOptionsList {
  private StageOptionsList() {}

  static String items(StageView stage) {
    Map<String, Object> items = new LinkedHashMap<>();
    stage.command().ifPresent(command -> addOptions(items, command));
    stage.started().ifPresent(started -> addData(items, started));
    stage.completed().ifPresent(completed -> addResult(items, completed));
    return items.entrySet().stream()
        .map(item ->
            "<dt>%s</dt><dd>%s</dd>"
                .formatted(escape(item.getKey()), escape(String.valueOf(item.getValue()))))
        .collect(Collectors.joining("\n"));
  }

  private static void addOptions(Map<String, Object> items, TrainStageCommand command) {
    for (Schema.Field field : command.getSchema().getFields()) {
      if (command.get(field.pos()) != null) {
        items.put(words(field.name()), command.get(field.pos()));
      }
    }
  }

  /** Such as {@code image size} of {@code imageSize}. */
  private static String words(String fieldName) {
    return fieldName.replaceAll("([A-Z])", " $1").toLowerCase(Locale.ROOT);
  }

  private static void addData(Map<String, Object> items, StageStarted started) {
    items.put("classes", started.getClasses());
    items.put("training images", started.getTrainImages());
    items.put("validation images", started.getValidationImages());
  }

  private static void addResult(Map<String, Object> items, StageCompleted completed) {
    items.put("bundle", completed.getBundleDigest());
    items.put("export differs by", completed.getParityError());
    items.put("outliers", completed.getOutliers());
  }
}
