package dev.cairn.train.recipe;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.schemas.avro.Precision;
import dev.cairn.schemas.error.CairnException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import org.apache.avro.Schema;

/** Reads the value of an option as the type that its schema asks for. */
final class OptionValue {

  private OptionValue() {}

  /**
   * @param option its name and place, for messages
   * @throws CairnException {@code STAGE_OPTION_INVALID} for a value of another type
   */
  static Object of(String option, Schema schema, JsonNode value) {
    return switch (schema.getType()) {
      case UNION -> value.isNull() ? null : of(option, schema.getTypes().getLast(), value);
      case STRING -> require(value.isTextual(), option, value, "text").asText();
      case INT -> require(isInt(value), option, value, "a whole number").asInt();
      case LONG -> require(isLong(value), option, value, "a whole number").asLong();
      case DOUBLE -> number(option, value);
      case BOOLEAN -> require(value.isBoolean(), option, value, "true or false").asBoolean();
      case ENUM -> precision(option, value);
      case ARRAY -> list(option, schema.getElementType(), value);
      default -> throw new IllegalStateException(option + " is of an unexpected type " + schema);
    };
  }

  private static boolean isInt(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToInt();
  }

  private static boolean isLong(JsonNode value) {
    return value.isIntegralNumber() && value.canConvertToLong();
  }

  /** YAML takes {@code 5e-5} for text: its numbers have a point. */
  private static double number(String option, JsonNode value) {
    try {
      return require(value.isNumber() || value.isTextual(), option, value, "a number").isNumber()
          ? value.asDouble()
          : Double.parseDouble(value.asText());
    } catch (NumberFormatException e) {
      throw wrong(option, value, "a number");
    }
  }

  private static Precision precision(String option, JsonNode value) {
    return Arrays.stream(Precision.values())
        .filter(precision -> precision.name().equalsIgnoreCase(value.asText()))
        .findFirst()
        .orElseThrow(() ->
            wrong(
                option,
                value,
                "one of " + Arrays.toString(Precision.values()).toLowerCase(Locale.ROOT)));
  }

  private static List<Object> list(String option, Schema element, JsonNode value) {
    List<Object> list = new ArrayList<>();
    require(value.isArray(), option, value, "a list such as [0, 500]")
        .forEach(item -> list.add(of(option, element, item)));
    return list;
  }

  private static JsonNode require(boolean fits, String option, JsonNode value, String type) {
    if (!fits) {
      throw wrong(option, value, type);
    }
    return value;
  }

  private static CairnException wrong(String option, JsonNode value, String type) {
    return StageOptions.invalid("%s is %.60s; it must be %s", option, value, type);
  }
}
