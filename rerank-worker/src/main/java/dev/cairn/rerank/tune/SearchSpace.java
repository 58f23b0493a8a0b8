package dev.cairn.rerank.tune;

import dev.cairn.rerank.score.Needs;
import dev.cairn.rerank.score.PowerFormula;
import dev.cairn.rerank.score.ScoreStrategy;
import dev.cairn.rerank.score.Strategies;
import dev.cairn.rerank.score.StrategyDefaults;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * The settings of a strategy among which the best is searched.
 *
 * @param defaults of what is not searched
 */
public record SearchSpace(String strategy, List<Parameter> parameters, StrategyDefaults defaults) {
  private static final double[] COUNTS = {1, 2, 3, 4, 5, 7, 10, 15, 20};
  private static final double[] POWERS = {
    1, 1.5, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 14, 16, 20, 24, 32
  };
  private static final double[] LAMBDAS = {
    0, 0.5, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 12, 14, 16, 20, 24, 32
  };

  /**
   * The space of a strategy.
   *
   * @param defaults which the search starts from
   * @param nonLandmarks whether there are photographs of no landmark; {@code lambda} is 0 without
   * @throws CairnException with {@code START_FAILED} when it has nothing to search, or {@code
   *     DATASET_INVALID} when it is nothing without photographs of no landmark
   */
  public static SearchSpace of(String strategy, StrategyDefaults defaults, boolean nonLandmarks) {
    Parameter neighbours = Parameter.of("neighbours", defaults.neighbours(), COUNTS);
    Parameter power =
        Parameter.of("neighbour-power", PowerFormula.ORIGINAL.neighbourPower(), POWERS);
    List<Parameter> parameters =
        switch (strategy) {
          case "combined" ->
              List.of(
                  neighbours,
                  Parameter.of("classes", defaults.classes(), COUNTS),
                  power,
                  Parameter.of("class-power", PowerFormula.ORIGINAL.classPower(), POWERS),
                  nonLandmarks
                      ? Parameter.of("lambda", defaults.lambda(), LAMBDAS)
                      : Parameter.of("lambda", 0));
          case "knn-vote" -> List.of(neighbours, power);
          case "distractor" -> List.of(modelNeighbours(nonLandmarks));
          default ->
              throw new CairnException(
                  ErrorCode.START_FAILED,
                  "Strategy '%s' cannot be tuned: choose combined, knn-vote or distractor"
                      .formatted(strategy));
        };
    return new SearchSpace(strategy, parameters, defaults);
  }

  private static Parameter modelNeighbours(boolean nonLandmarks) {
    if (!nonLandmarks) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "Strategy distractor compares with photographs of no landmark, and the gallery has none: `cairn publish --non-landmark FOLDER` brings some");
    }
    return Parameter.of("model-neighbours", Strategies.MODEL_NEIGHBOURS, COUNTS);
  }

  /** The defaults. */
  public Setting usual() {
    return new Setting(parameters.stream().map(Parameter::usualStep).toList());
  }

  /** What the widest setting needs to know; every other needs a part of it. */
  public Needs needs() {
    return strategy(new Setting(parameters.stream().map(Parameter::lastStep).toList())).needs();
  }

  /** The strategy as a worker would read it from a file. */
  ScoreStrategy strategy(Setting setting) {
    return Strategies.of(properties(setting), defaults);
  }

  /** What a strategy file says, in its order: the name, then every parameter. */
  public Map<String, String> properties(Setting setting) {
    Map<String, String> properties = new LinkedHashMap<>();
    properties.put("name", strategy);
    for (int i = 0; i < parameters.size(); i++) {
      properties.put(parameters.get(i).name(), parameters.get(i).text(setting.steps().get(i)));
    }
    return properties;
  }

  /** True when there is only one value to choose. */
  boolean isFixed(String parameter) {
    return parameters.stream()
        .anyMatch(each -> each.name().equals(parameter) && each.values().size() == 1);
  }

  /** How many steps lie between a setting and the defaults. */
  int distance(Setting setting) {
    return IntStream.range(0, parameters.size())
        .map(i -> Math.abs(setting.steps().get(i) - parameters.get(i).usualStep()))
        .sum();
  }

  /** Settings of a few values of each parameter, in every combination. */
  List<Setting> grid() {
    List<Setting> grid = List.of(usual());
    for (int i = 0; i < parameters.size(); i++) {
      List<Setting> finer = new ArrayList<>();
      for (Setting setting : grid) {
        for (int step : parameters.get(i).coarse()) {
          finer.add(setting.with(i, step));
        }
      }
      grid = finer;
    }
    return grid;
  }

  /** Settings that differ in one parameter at most. */
  List<Setting> along(Setting setting, int parameter) {
    return IntStream.rangeClosed(0, parameters.get(parameter).lastStep())
        .mapToObj(step -> setting.with(parameter, step))
        .toList();
  }
}
