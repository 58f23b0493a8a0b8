package dev.cairn.rerank.score;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.Reader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Properties;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

/** A strategy's name and parameters, as text, that remember which were asked for. One thread. */
final class StrategyParameters {
  private static final String NAME = "name";

  private final String source;
  private final Map<String, String> given;
  private final Set<String> asked = new TreeSet<>();

  private StrategyParameters(String source, Map<String, String> given) {
    this.source = source;
    this.given = given;
  }

  /** A strategy without parameters of its own. */
  static StrategyParameters named(String name) {
    return of("cairn.rerank", Map.of(NAME, name));
  }

  /**
   * @param source where they come from, for people
   */
  static StrategyParameters of(String source, Map<String, String> given) {
    return new StrategyParameters(source, Map.copyOf(given));
  }

  /**
   * Reads a file of properties.
   *
   * @throws CairnException with {@code START_FAILED} when it is none
   */
  static StrategyParameters read(Path file) {
    Properties properties = new Properties();
    try (Reader reader = Files.newBufferedReader(file, StandardCharsets.UTF_8)) {
      properties.load(reader);
    } catch (IOException | IllegalArgumentException e) {
      throw new CairnException(
          ErrorCode.START_FAILED,
          "The strategy file %s cannot be read as properties in UTF-8: %s"
              .formatted(file, e.getMessage()),
          e);
    }
    Map<String, String> given = new TreeMap<>();
    properties.forEach((key, value) -> given.put(key.toString(), value.toString().strip()));
    return new StrategyParameters(file.toString(), given);
  }

  /** Which strategy, empty when none is named. */
  String name() {
    asked.add(NAME);
    return given.getOrDefault(NAME, "");
  }

  /** A whole number, at least 1. */
  int count(String key, int otherwise) {
    double count = number(key, otherwise);
    if (count < 1 || count != (int) count) {
      throw invalid(key, count, "a whole number from 1 on");
    }
    return (int) count;
  }

  double positive(String key, double otherwise) {
    double number = number(key, otherwise);
    if (number <= 0) {
      throw invalid(key, number, "a number above 0");
    }
    return number;
  }

  double notNegative(String key, double otherwise) {
    double number = number(key, otherwise);
    if (number < 0) {
      throw invalid(key, number, "0 or more");
    }
    return number;
  }

  private double number(String key, double otherwise) {
    asked.add(key);
    String text = given.getOrDefault(key, Double.toString(otherwise));
    try {
      double number = Double.parseDouble(text);
      if (Double.isFinite(number)) {
        return number;
      }
    } catch (NumberFormatException e) {
      throw invalid(key, text, "a number");
    }
    throw invalid(key, text, "a finite number");
  }

  /** Refuses what nobody has asked for. */
  void refuseOthers() {
    for (String key : given.keySet()) {
      if (!asked.contains(key)) {
        throw new CairnException(
            ErrorCode.START_FAILED,
            "%s: strategy %s has no parameter '%s'; it takes %s"
                .formatted(source, name(), key, String.join(", ", asked)));
      }
    }
  }

  CairnException invalid(String key, Object value, String wanted) {
    return new CairnException(
        ErrorCode.START_FAILED,
        "%s: %s is '%s'; it must be %s".formatted(source, key, value, wanted));
  }
}
