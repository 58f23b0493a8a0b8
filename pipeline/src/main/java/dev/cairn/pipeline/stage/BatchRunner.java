package dev.cairn.pipeline.stage;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Runs {@link StageFunction#process} so that every item gets an outcome. A batch that fails is
 * halved until the culprit is alone.
 */
final class BatchRunner<T> {
  private final StageFunction<T> function;
  private final RetryRule retry;

  BatchRunner(StageFunction<T> function, RetryRule retry) {
    this.function = function;
    this.retry = retry;
  }

  /** How many records the function takes at once at the moment. */
  int batchLimit() {
    return function.batchLimit();
  }

  List<Tried> run(List<T> batch) throws InterruptedException {
    return batch.isEmpty() ? List.of() : run(batch, 1);
  }

  private List<Tried> run(List<T> batch, int attempts) throws InterruptedException {
    try {
      return outcomes(batch).stream().map(outcome -> new Tried(outcome, attempts)).toList();
    } catch (RuntimeException | OutOfMemoryError | StackOverflowError e) {
      return afterFailure(batch, attempts, e);
    }
  }

  private List<Tried> afterFailure(List<T> batch, int attempts, Throwable failure)
      throws InterruptedException {
    if (RetryRule.isAnswer(failure)) {
      return Collections.nCopies(batch.size(), new Tried(retry.describe(failure), attempts));
    }
    if (batch.size() > 1) {
      retry.pauseAfter(failure, attempts);
      int half = batch.size() / 2;
      List<Tried> first = run(batch.subList(0, half), attempts + 1);
      List<Tried> second = run(batch.subList(half, batch.size()), attempts + 1);
      return Stream.concat(first.stream(), second.stream()).toList();
    }
    Optional<Outcome.Failed> given = retry.giveUp(failure, attempts);
    return given.isPresent() ? List.of(new Tried(given.get(), attempts)) : run(batch, attempts + 1);
  }

  /** A function that breaks its contract is treated as one that failed. */
  private List<Outcome> outcomes(List<T> batch) throws InterruptedException {
    List<Outcome> outcomes = function.process(Collections.unmodifiableList(batch));
    if (outcomes == null || outcomes.size() != batch.size()) {
      throw new IllegalStateException(
          "%d records gave %s outcomes"
              .formatted(batch.size(), outcomes == null ? "no" : outcomes.size()));
    }
    if (new ArrayList<>(outcomes).contains(null)) {
      throw new IllegalStateException("A record has no outcome");
    }
    return outcomes;
  }
}
