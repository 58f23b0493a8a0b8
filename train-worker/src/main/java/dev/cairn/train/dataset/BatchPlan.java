package dev.cairn.train.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.OptionalLong;
import java.util.Random;

/**
 * Which photographs come in which batch. A pure function of its arguments: planning an epoch again
 * gives the same batches.
 *
 * @param minImages a batch that has fewer, after unreadable photographs are left out, is skipped
 */
public record BatchPlan(List<List<Draw>> batches, int minImages) {

  /** Batch normalisation needs two values to have a variance. */
  private static final int MIN_TRAINING_IMAGES = 2;

  private static final int SHUFFLE = -1;

  /**
   * A photograph in a batch.
   *
   * @param augmentSeed of its random augmentation; empty for none
   */
  public record Draw(Sample sample, OptionalLong augmentSeed) {}

  public BatchPlan {
    batches = List.copyOf(batches);
  }

  /** Every sample once, shuffled and augmented from the seed and the epoch. */
  public static BatchPlan training(List<Sample> samples, int batchSize, long seed, int epoch) {
    List<Sample> shuffled = new ArrayList<>(samples);
    Collections.shuffle(shuffled, new Random(Seeds.of(seed, epoch, SHUFFLE)));
    List<Draw> draws = new ArrayList<>();
    for (int i = 0; i < shuffled.size(); i++) {
      draws.add(new Draw(shuffled.get(i), OptionalLong.of(Seeds.of(seed, epoch, i))));
    }
    return new BatchPlan(split(draws, batchSize), MIN_TRAINING_IMAGES);
  }

  /** Every sample once, in order, as it is. */
  public static BatchPlan validation(List<Sample> samples, int batchSize) {
    List<Draw> draws =
        samples.stream().map(sample -> new Draw(sample, OptionalLong.empty())).toList();
    return new BatchPlan(split(draws, batchSize), 1);
  }

  private static List<List<Draw>> split(List<Draw> draws, int batchSize) {
    List<List<Draw>> batches = new ArrayList<>();
    for (int from = 0; from < draws.size(); from += batchSize) {
      batches.add(List.copyOf(draws.subList(from, Math.min(from + batchSize, draws.size()))));
    }
    return batches;
  }
}
