package dev.cairn.train.dataset;

import dev.cairn.imaging.ImageDecoder;
import dev.cairn.imaging.Pixels;
import dev.cairn.imaging.augment.Augmentation;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;

/**
 * Decodes, augments and resizes photographs on threads of its own, ahead of the trainer. What comes
 * out depends on the plan alone and not on the threads' timing.
 */
public final class BatchLoader implements AutoCloseable {
  private final Photos photos;
  private final int imageSize;
  private final int threads;
  private final Augmentation augmentation;
  private final ExecutorService executor;

  /**
   * @param source photographs of the rows; stays open when the loader is closed
   * @param imageSize width and height in pixels that photographs are squashed to
   */
  public BatchLoader(DatasetRows rows, PhotoSource source, int imageSize, int threads) {
    this.photos = new Photos(rows, source);
    this.imageSize = imageSize;
    this.threads = threads;
    this.augmentation = new Augmentation(imageSize);
    this.executor =
        Executors.newFixedThreadPool(
            threads, Thread.ofPlatform().daemon().name("batch-loader-", 0).factory());
  }

  /** What the streams of training and validation hold outside the Java heap. */
  public static long bufferBytes(int batchSize, int imageSize, int threads) {
    long batchBytes = (long) batchSize * Pixels.byteCount(imageSize, imageSize);
    return 2 * BatchStream.buffers(batchSize, threads) * batchBytes;
  }

  /**
   * Starts to load the batches of a plan, which come in its order. Several streams may be open;
   * they share the threads.
   *
   * @param firstBatch of the plan, from 0: an epoch that goes on in its middle has the same images
   */
  public BatchStream load(BatchPlan plan, int firstBatch) {
    return new BatchStream(plan, firstBatch, imageSize, threads, this::submit);
  }

  private List<Future<PreparedImage>> submit(BatchPlan plan, int batch, ByteBuffer pixels) {
    return IntStream.range(0, plan.images(batch))
        .mapToObj(place -> executor.submit(() -> prepare(plan, batch, place, pixels)))
        .toList();
  }

  private PreparedImage prepare(BatchPlan plan, int batch, int place, ByteBuffer pixels)
      throws IOException {
    Optional<RejectedPhoto> unusable = Optional.empty();
    for (int attempt = 0; attempt <= plan.replacements(); attempt++) {
      BatchPlan.Draw draw = plan.draw(batch, place, attempt);
      unusable =
          photos.use(
              plan.samples().row(draw.sample()),
              (decoder, photograph) ->
                  write(decoder, photograph, draw.augmentSeed(), slot(pixels, place)));
      if (unusable.isEmpty()) {
        return new PreparedImage(OptionalInt.of(draw.sample()), attempt == 0);
      }
    }
    if (plan.replacements() > 0) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "%d photographs drawn one after another cannot be used; the last is %s"
              .formatted(plan.replacements() + 1, unusable.orElseThrow()));
    }
    return new PreparedImage(OptionalInt.empty(), false);
  }

  private ByteBuffer slot(ByteBuffer pixels, int place) {
    int imageBytes = Pixels.byteCount(imageSize, imageSize);
    return pixels.slice(place * imageBytes, imageBytes);
  }

  private void write(
      ImageDecoder decoder, byte[] photograph, OptionalLong augmentSeed, ByteBuffer target) {
    if (augmentSeed.isPresent()) {
      SplittableRandom random = new SplittableRandom(augmentSeed.getAsLong());
      target.put(augmentation.apply(decoder.decode(photograph), random).rgb());
    } else {
      decoder.decodeResized(photograph, imageSize, imageSize, target);
    }
  }

  @Override
  public void close() {
    executor.shutdownNow();
  }
}
