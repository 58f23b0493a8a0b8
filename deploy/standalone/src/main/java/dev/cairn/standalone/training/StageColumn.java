package dev.cairn.standalone.training;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.Validation;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.function.BiFunction;
import java.util.function.Function;

/** What the table tells of a stage. */
enum StageColumn {
  MODEL("model", 2, (stage, now) -> Words.line(stage.modelName())),
  STAGE("stage", 0, (stage, now) -> Words.line(stage.stageId())),
  STATE("state", 0, (stage, now) -> stage.state().toString()),
  EPOCH("epoch", 0, (stage, now) -> epoch(stage)),
  STEP(
      "step",
      6,
      (stage, now) -> of(stage.figures().step(), at -> at.getStep() + "/" + at.getSteps())),
  LOSS("loss", 1, (stage, now) -> of(loss(stage.figures()), Words::three)),
  ACCURACY(
      "accuracy",
      1,
      (stage, now) -> of(stage.figures().validation().map(Validation::getAccuracy), Words::three)),
  GAP(
      "GAP",
      3,
      (stage, now) -> of(stage.figures().validation().map(Validation::getGap), Words::three)),
  LEARNING_RATE(
      "lr",
      8,
      (stage, now) ->
          of(
              newest(
                  stage.figures(), StageProgress::getLearningRate, EpochCompleted::getLearningRate),
              Words::learningRate)),
  SPEED(
      "images/s",
      4,
      (stage, now) ->
          of(
              newest(
                  stage.figures(),
                  StageProgress::getImagesPerSecond,
                  EpochCompleted::getImagesPerSecond),
              Words::rate)),
  DATA_WAIT(
      "data wait",
      9,
      (stage, now) ->
          of(
              newest(
                  stage.figures(),
                  StageProgress::getDataWaitShare,
                  EpochCompleted::getDataWaitShare),
              Words::percent)),
  MEMORY(
      "memory",
      7,
      (stage, now) ->
          of(
              stage.figures().lastEpoch().map(EpochCompleted::getPeakMemoryBytes),
              Words::gibibytes)),
  LEFT("left", 0, (stage, now) -> of(TimeLeft.of(stage, now), Words::duration)),
  HEARD("heard", 5, (stage, now) -> Words.duration(Duration.between(stage.heard(), now)) + " ago");

  final String title;

  /** The column with the highest one is left out first where there is no room; 0 stays. */
  final int dispensable;

  private final BiFunction<StageView, Instant, String> cell;

  StageColumn(String title, int dispensable, BiFunction<StageView, Instant, String> cell) {
    this.title = title;
    this.dispensable = dispensable;
    this.cell = cell;
  }

  String cell(StageView stage, Instant now) {
    return cell.apply(stage, now);
  }

  /** Numbers stand under each other's last digit. */
  boolean isNumber() {
    return compareTo(STATE) > 0;
  }

  private static <T> String of(Optional<T> value, Function<T, String> words) {
    return value.map(words).orElse(Words.NONE);
  }

  private static String epoch(StageView stage) {
    int done = stage.epochsDone();
    int epoch = stage.state() == StageState.TRAINING ? done + 1 : done;
    return stage.toEpoch() == 0 ? Words.NONE : epoch + "/" + stage.toEpoch();
  }

  private static Optional<Double> loss(StageFigures figures) {
    return newest(figures, StageProgress::getLoss, EpochCompleted::getTrainLoss);
  }

  private static Optional<Double> newest(
      StageFigures figures,
      Function<StageProgress, Double> ofStep,
      Function<EpochCompleted, Double> ofEpoch) {
    return figures.step().map(ofStep).or(() -> figures.lastEpoch().map(ofEpoch));
  }
}
