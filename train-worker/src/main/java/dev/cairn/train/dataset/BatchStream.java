package dev.cairn.train.dataset;

import dev.cairn.imaging.Pixels;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.train.torch.ImageBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;

/**
 * The batches of one plan, some of them in preparation while one is used. For use by one thread.
 */
public final class BatchStream {

  /** Starts to prepare the images of a batch in its buffer, place by place. */
  @FunctionalInterface
  interface Preparer {
    List<Future<PreparedImage>> submit(BatchPlan plan, int batch, ByteBuffer pixels);
  }

  private record Pending(int batch, ByteBuffer pixels, List<Future<PreparedImage>> images) {}

  private final BatchPlan plan;
  private final int imageSize;
  private final int imageBytes;
  private final Preparer preparer;
  private final Deque<ByteBuffer> free = new ArrayDeque<>();
  private final Deque<Pending> ahead = new ArrayDeque<>();
  private Optional<ByteBuffer> inUse = Optional.empty();
  private int nextBatch;
  private long waitNanos;

  BatchStream(BatchPlan plan, int firstBatch, int imageSize, int threads, Preparer preparer) {
    this.plan = plan;
    this.nextBatch = firstBatch;
    this.imageSize = imageSize;
    this.imageBytes = Pixels.byteCount(imageSize, imageSize);
    this.preparer = preparer;
    for (int i = 0; i < buffers(plan.batchSize(), threads); i++) {
      free.add(ByteBuffer.allocateDirect(Math.multiplyExact(plan.batchSize(), imageBytes)));
    }
    fill();
  }

  /**
   * The one in use, one whole batch ahead, and enough images to keep every thread busy while a slow
   * one holds it up.
   */
  static int buffers(int batchSize, int threads) {
    return 2 + Math.ceilDiv(2 * threads, batchSize);
  }

  /**
   * Waits for the next batch; the pixels of the last one are overwritten from now on. Batches of
   * which nothing is left are passed over.
   *
   * @return empty at the end of the plan
   * @throws IOException when the storage fails
   * @throws CairnException with {@code DATASET_INVALID} when hardly any photograph is usable
   */
  public Optional<LabelledBatch> next() throws IOException, InterruptedException {
    Optional<LabelledBatch> batch = Optional.empty();
    while (batch.isEmpty() && !ahead.isEmpty()) {
      inUse.ifPresent(free::add);
      inUse = Optional.of(ahead.element().pixels());
      batch = take(ahead.remove());
      fill();
    }
    return batch;
  }

  /** How long {@link #next} has waited for images in all. */
  public long waitNanos() {
    return waitNanos;
  }

  private void fill() {
    while (!free.isEmpty() && nextBatch < plan.batches()) {
      ByteBuffer pixels = free.remove();
      ahead.add(new Pending(nextBatch, pixels, preparer.submit(plan, nextBatch, pixels)));
      nextBatch++;
    }
  }

  private Optional<LabelledBatch> take(Pending pending) throws IOException, InterruptedException {
    int[] samples = new int[pending.images().size()];
    int[] labels = new int[samples.length];
    int unusable = 0;
    List<String> imageIds = new ArrayList<>();
    for (int place = 0; place < labels.length; place++) {
      PreparedImage image = await(pending.images().get(place));
      unusable += image.asPlanned() ? 0 : 1;
      if (image.sample().isPresent()) {
        int sample = image.sample().getAsInt();
        move(pending.pixels(), place, imageIds.size());
        samples[imageIds.size()] = sample;
        labels[imageIds.size()] = plan.samples().classIndex(sample);
        imageIds.add(plan.samples().imageId(sample));
      }
    }
    int images = imageIds.size();
    return images == 0
        ? Optional.empty()
        : Optional.of(
            new LabelledBatch(
                pending.batch(),
                new ImageBatch(pending.pixels(), images, imageSize),
                Arrays.copyOf(samples, images),
                Arrays.copyOf(labels, images),
                imageIds,
                unusable));
  }

  /** Closes the gap that an unusable photograph has left. */
  private void move(ByteBuffer pixels, int from, int to) {
    if (from != to) {
      pixels.put(to * imageBytes, pixels, from * imageBytes, imageBytes);
    }
  }

  private PreparedImage await(Future<PreparedImage> image)
      throws IOException, InterruptedException {
    long start = System.nanoTime();
    try {
      return image.get();
    } catch (ExecutionException e) {
      switch (e.getCause()) {
        case IOException failure -> throw failure;
        case CairnException failure -> throw failure;
        default -> throw new IllegalStateException("An image could not be prepared", e.getCause());
      }
    } finally {
      waitNanos += System.nanoTime() - start;
    }
  }
}
