package dev.cairn.train.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.apache.avro.Schema.Field;
import org.apache.avro.specific.SpecificData;

/**
 * The options of a stage by name: the fields of {@link TrainStageCommand}, in kebab case. Whether
 * their values are in range is for the worker to say.
 */
public final class StageOptions {
  static final String STAGE_ID = "stage-id";
  static final String LOAD_FROM = "load-from";
  static final String PROMOTE_TO = "promote-to";

  private static final Map<String, Field> FIELDS = new TreeMap<>();

  static {
    for (Field field : TrainStageCommand.getClassSchema().getFields()) {
      FIELDS.put(kebabCase(field.name()), field);
    }
  }

  private StageOptions() {}

  private static String kebabCase(String name) {
    return name.replaceAll("([A-Z])", "-$1").toLowerCase(Locale.ROOT);
  }

  /** True for the name of an option, such as {@code image-size}. */
  public static boolean isOption(String name) {
    return FIELDS.containsKey(name);
  }

  /**
   * Makes a command; options that are not given have their defaults.
   *
   * @param place what the options are of, for messages
   * @throws CairnException {@code STAGE_OPTION_INVALID} for an unknown option, a value of a wrong
   *     type, and an option that must be given and is not
   */
  public static TrainStageCommand command(String place, Map<String, JsonNode> options) {
    for (String name : options.keySet()) {
      if (!isOption(name)) {
        throw invalid(
            "%s: no option is called '%.60s'; there are %s", place, name, FIELDS.keySet());
      }
    }
    TrainStageCommand command = new TrainStageCommand();
    FIELDS.forEach((name, field) -> {
      JsonNode given = options.get(name);
      if (given != null) {
        command.put(field.pos(), OptionValue.of(place + ": " + name, field.schema(), given));
      } else if (field.hasDefaultValue()) {
        command.put(field.pos(), SpecificData.get().getDefaultValue(field));
      } else {
        throw invalid("%s: %s is missing", place, name);
      }
    });
    return command;
  }

  static CairnException invalid(String format, Object... values) {
    return new CairnException(ErrorCode.STAGE_OPTION_INVALID, format.formatted(values));
  }
}
