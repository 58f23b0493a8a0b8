package dev.cairn.train.dataset;

import dev.cairn.imaging.Pixels;
import dev.cairn.imaging.Resize;
import dev.cairn.imaging.augment.Augmentation;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/**
 * Decodes, augments and resizes photographs on threads of its own, ahead of the trainer. What comes
 * out depends on the plan alone and not on the threads' timing.
 */
public final class BatchLoader implements AutoCloseable {
  private final Photos photos;
  private final int imageSize;
  private final Augmentation augmentation;
  private final ExecutorService threads;

  /**
   * @param imageSize width and height in pixels that photographs are squashed to
   */
  public BatchLoader(Photos photos, int imageSize, int threads) {
    this.photos = photos;
    this.imageSize = imageSize;
    this.augmentation = new Augmentation(imageSize);
    this.threads =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("batch-loader-", 0).factory());
  }

  /** Starts to load the batches of a plan, which come in its order. One plan at a time. */
  public BatchStream load(BatchPlan plan) {
    return new BatchStream(plan, imageSize, this::submit);
  }

  private List<Future<Optional<byte[]>>> submit(List<BatchPlan.Draw> batch) {
    return batch.stream().map(draw -> threads.submit(() -> image(draw))).toList();
  }

  /** The image as {@code [imageSize][imageSize][3]}; empty when the photograph is unusable. */
  private Optional<byte[]> image(BatchPlan.Draw draw) throws IOException {
    return photos.get(draw.sample()).map(pixels -> square(pixels, draw.augmentSeed()).rgb());
  }

  private Pixels square(Pixels pixels, OptionalLong augmentSeed) {
    return augmentSeed.isPresent()
        ? augmentation.apply(pixels, new SplittableRandom(augmentSeed.getAsLong()))
        : Resize.bilinear(pixels, imageSize, imageSize);
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }
}
