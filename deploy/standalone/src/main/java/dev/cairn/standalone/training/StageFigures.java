package dev.cairn.standalone.training;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.StageStarted;
import dev.cairn.schemas.avro.Validation;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;

/**
 * How well a stage learns and how fast; immutable. What a later attempt announces again replaces
 * what an earlier one said.
 *
 * @param step the last one of the epoch that is being trained; empty between epochs
 * @param search the last report of the search for outliers, after the last epoch
 * @param epochs in order, each once
 * @param earlyValidations in order, each once
 */
public record StageFigures(
    Optional<StageProgress> step,
    Optional<StageProgress> search,
    List<EpochCompleted> epochs,
    List<StageProgress> earlyValidations) {

  static final StageFigures NONE =
      new StageFigures(Optional.empty(), Optional.empty(), List.of(), List.of());

  StageFigures at(StageProgress progress) {
    List<StageProgress> early =
        progress.getValidation() == null
            ? earlyValidations
            : replacing(
                earlyValidations,
                progress,
                Comparator.comparing(StageProgress::getEpoch)
                    .thenComparing(StageProgress::getStep));
    return new StageFigures(Optional.of(progress), Optional.empty(), epochs, early);
  }

  StageFigures searching(StageProgress progress) {
    return new StageFigures(Optional.empty(), Optional.of(progress), epochs, earlyValidations);
  }

  StageFigures done(EpochCompleted epoch) {
    return new StageFigures(
        step.filter(at -> at.getEpoch() > epoch.getEpoch()),
        Optional.empty(),
        replacing(epochs, epoch, Comparator.comparing(EpochCompleted::getEpoch)),
        earlyValidations);
  }

  /** The trainer has stopped. */
  StageFigures atRest() {
    return new StageFigures(Optional.empty(), Optional.empty(), epochs, earlyValidations);
  }

  /** A trainer goes on from a checkpoint whose epochs it announces once more, or begins anew. */
  StageFigures acceptedAgain() {
    return new StageFigures(Optional.empty(), Optional.empty(), List.of(), earlyValidations);
  }

  /** What an attempt passes once more is forgotten. */
  StageFigures attempted(StageStarted from) {
    Predicate<StageProgress> before =
        early ->
            early.getEpoch() < from.getFromEpoch()
                || (early.getEpoch() == from.getFromEpoch()
                    && from.getFromStep() > 0
                    && early.getStep() <= from.getFromStep());
    return new StageFigures(
        Optional.empty(),
        Optional.empty(),
        epochs,
        earlyValidations.stream().filter(before).toList());
  }

  private static <T> List<T> replacing(List<T> known, T next, Comparator<T> order) {
    return Stream.concat(
            known.stream().filter(other -> order.compare(other, next) != 0), Stream.of(next))
        .sorted(order)
        .toList();
  }

  public Optional<EpochCompleted> lastEpoch() {
    return epochs.isEmpty() ? Optional.empty() : Optional.of(epochs.getLast());
  }

  /** The newest one; NaN in it when the stage has no validation images. */
  public Optional<Validation> validation() {
    return lastEpoch()
        .map(done -> new Validation(done.getValidationLoss(), done.getAccuracy(), done.getGap()))
        .or(() ->
            earlyValidations.reversed().stream().findFirst().map(StageProgress::getValidation));
  }
}
