package dev.cairn.rerank.score;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Strategies by name, with the parameters that people may set. */
public final class Strategies {
  private static final List<String> NAMES =
      List.of("original", "combined", "distractor", "knn-vote");

  /** What {@code distractor} takes where its file says nothing. */
  public static final int MODEL_NEIGHBOURS = 3;

  private Strategies() {}

  /**
   * The strategy of a name, or of a properties file with a {@code name} and parameters.
   *
   * @throws CairnException with {@code START_FAILED} when it is neither, or a parameter is unknown
   *     or out of range
   */
  public static ScoreStrategy of(String choice, StrategyDefaults defaults) {
    StrategyParameters parameters =
        NAMES.contains(choice)
            ? StrategyParameters.named(choice)
            : StrategyParameters.read(file(choice));
    return of(parameters, defaults);
  }

  /**
   * The strategy of the properties that a file would have.
   *
   * @throws CairnException with {@code START_FAILED} when a parameter is unknown or out of range
   */
  public static ScoreStrategy of(Map<String, String> properties, StrategyDefaults defaults) {
    return of(StrategyParameters.of("The strategy", properties), defaults);
  }

  private static ScoreStrategy of(StrategyParameters parameters, StrategyDefaults defaults) {
    ScoreStrategy strategy = create(parameters, defaults);
    parameters.refuseOthers();
    return strategy;
  }

  private static Path file(String choice) {
    try {
      Path file = Path.of(choice);
      if (Files.isRegularFile(file)) {
        return file;
      }
    } catch (InvalidPathException e) {
      throw neither(choice, e);
    }
    throw neither(choice, null);
  }

  private static CairnException neither(String choice, Throwable cause) {
    return new CairnException(
        ErrorCode.START_FAILED,
        "cairn.rerank.strategy is '%s', which is neither %s nor a file"
            .formatted(choice, String.join(", ", NAMES)),
        cause);
  }

  private static ScoreStrategy create(StrategyParameters given, StrategyDefaults defaults) {
    String name = given.name();
    int neighbours = given.count("neighbours", defaults.neighbours());
    return switch (name) {
      case "original" -> new OriginalStrategy(neighbours, classes(given, defaults));
      case "combined" ->
          new CombinedStrategy(
              neighbours,
              classes(given, defaults),
              new PowerFormula(
                  neighbourPower(given),
                  given.positive("class-power", PowerFormula.ORIGINAL.classPower())),
              given.notNegative("lambda", defaults.lambda()));
      case "distractor" ->
          new DistractorStrategy(neighbours, given.count("model-neighbours", MODEL_NEIGHBOURS));
      case "knn-vote" -> new KnnVoteStrategy(neighbours, neighbourPower(given));
      default -> throw given.invalid("name", name, "one of " + String.join(", ", NAMES));
    };
  }

  private static int classes(StrategyParameters given, StrategyDefaults defaults) {
    return given.count("classes", defaults.classes());
  }

  private static double neighbourPower(StrategyParameters given) {
    return given.positive("neighbour-power", PowerFormula.ORIGINAL.neighbourPower());
  }
}
