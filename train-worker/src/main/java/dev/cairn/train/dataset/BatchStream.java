package dev.cairn.train.dataset;

import dev.cairn.imaging.Pixels;
import dev.cairn.train.torch.ImageBatch;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.function.Function;

/** The batches of one plan, a few of them in preparation. For use by one thread. */
public final class BatchStream {
  /** Enough to hide a slow photograph, few enough to hold large images. */
  private static final int AHEAD = 3;

  /** Images in preparation, beside what they are. */
  private record Pending(List<BatchPlan.Draw> draws, List<Future<Optional<byte[]>>> images) {}

  private final Iterator<List<BatchPlan.Draw>> plan;
  private final int minImages;
  private final int imageSize;
  private final Function<List<BatchPlan.Draw>, List<Future<Optional<byte[]>>>> submit;
  private final Deque<Pending> ahead = new ArrayDeque<>();
  private final ByteBuffer pixels;
  private long waitNanos;

  BatchStream(
      BatchPlan plan,
      int imageSize,
      Function<List<BatchPlan.Draw>, List<Future<Optional<byte[]>>>> submit) {
    this.plan = plan.batches().iterator();
    this.minImages = plan.minImages();
    this.imageSize = imageSize;
    this.submit = submit;
    int largest = plan.batches().stream().mapToInt(List::size).max().orElse(0);
    this.pixels =
        ByteBuffer.allocateDirect(
            Math.multiplyExact(largest, Pixels.byteCount(imageSize, imageSize)));
    fill();
  }

  /**
   * Waits for the next batch; empty at the end of the plan.
   *
   * @throws IOException when the store fails
   */
  public Optional<LabelledBatch> next() throws IOException, InterruptedException {
    while (!ahead.isEmpty()) {
      Optional<LabelledBatch> batch = take(ahead.remove());
      fill();
      if (batch.isPresent()) {
        return batch;
      }
    }
    return Optional.empty();
  }

  /** How long {@link #next} has waited for images in all. */
  public long waitNanos() {
    return waitNanos;
  }

  private void fill() {
    while (ahead.size() < AHEAD && plan.hasNext()) {
      List<BatchPlan.Draw> draws = plan.next();
      ahead.add(new Pending(draws, submit.apply(draws)));
    }
  }

  private Optional<LabelledBatch> take(Pending pending) throws IOException, InterruptedException {
    long start = System.nanoTime();
    int[] labels = new int[pending.draws().size()];
    int images = 0;
    pixels.clear();
    for (int i = 0; i < labels.length; i++) {
      Optional<byte[]> image = await(pending.images().get(i));
      if (image.isPresent()) {
        pixels.put(image.get());
        labels[images++] = pending.draws().get(i).sample().classIndex();
      }
    }
    waitNanos += System.nanoTime() - start;
    return images < minImages
        ? Optional.empty()
        : Optional.of(
            new LabelledBatch(
                new ImageBatch(pixels, images, imageSize), Arrays.copyOf(labels, images)));
  }

  private static Optional<byte[]> await(Future<Optional<byte[]>> image)
      throws IOException, InterruptedException {
    try {
      return image.get();
    } catch (ExecutionException e) {
      if (e.getCause() instanceof IOException failure) {
        throw failure;
      }
      throw new IllegalStateException("An image could not be prepared", e.getCause());
    }
  }
}
