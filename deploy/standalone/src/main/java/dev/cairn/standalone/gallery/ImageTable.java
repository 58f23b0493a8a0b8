package dev.cairn.standalone.gallery;

import dev.cairn.pipeline.file.Sha256;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * A number of zero or more for each image: 12 bytes a slot, three quarters of them in use at most,
 * so that the 4.1 million images of a large gallery take 100 MB.
 *
 * <p>Images go by the first 64 bits of their id's SHA-256. Two of 4.1 million images share them
 * with a probability of 5e-7 and would then count as one. For one thread.
 */
final class ImageTable {
  /** What is told of an image that is not in the table. */
  static final int NONE = -1;

  private static final int FIRST_SLOTS = 1 << 10;

  private long[] images = new long[FIRST_SLOTS];
  private int[] numbers = numbers(FIRST_SLOTS);
  private int size;

  /** What an image goes by. */
  static long image(String imageId) {
    return Long.parseUnsignedLong(Sha256.of(imageId), 0, Long.BYTES * 2, 16);
  }

  int size() {
    return size;
  }

  /** The image's number, or {@link #NONE}. */
  int get(long image) {
    return numbers[slot(image)];
  }

  boolean contains(long image) {
    return get(image) != NONE;
  }

  /** Sets the image's number and returns its former one, or {@link #NONE}. */
  int put(long image, int number) {
    int slot = slot(image);
    int former = numbers[slot];
    images[slot] = image;
    numbers[slot] = number;
    if (former == NONE && ++size > images.length / 4 * 3) {
      grow();
    }
    return former;
  }

  /** Returns the number that the image had, or {@link #NONE}. */
  int remove(long image) {
    int free = slot(image);
    int former = numbers[free];
    if (former != NONE) {
      size--;
      close(free);
    }
    return former;
  }

  void forEach(LongConsumer action) {
    for (int slot = 0; slot < images.length; slot++) {
      if (numbers[slot] != NONE) {
        action.accept(images[slot]);
      }
    }
  }

  /** Moves those behind a freed slot up that would no longer be found. */
  private void close(int freed) {
    int free = freed;
    for (int slot = next(free); numbers[slot] != NONE; slot = next(slot)) {
      int wayFromHome = distance(home(images[slot]), slot);
      if (wayFromHome >= distance(free, slot)) {
        images[free] = images[slot];
        numbers[free] = numbers[slot];
        free = slot;
      }
    }
    numbers[free] = NONE;
  }

  /** Where the image is, or else belongs. */
  private int slot(long image) {
    int slot = home(image);
    while (numbers[slot] != NONE && images[slot] != image) {
      slot = next(slot);
    }
    return slot;
  }

  private int home(long image) {
    return (int) image & (images.length - 1);
  }

  private int next(int slot) {
    return slot + 1 & (images.length - 1);
  }

  private int distance(int from, int to) {
    return to - from & (images.length - 1);
  }

  private void grow() {
    long[] formerImages = images;
    int[] formerNumbers = numbers;
    images = new long[2 * formerImages.length];
    numbers = numbers(images.length);
    for (int i = 0; i < formerImages.length; i++) {
      if (formerNumbers[i] != NONE) {
        int slot = slot(formerImages[i]);
        images[slot] = formerImages[i];
        numbers[slot] = formerNumbers[i];
      }
    }
  }

  private static int[] numbers(int slots) {
    int[] numbers = new int[slots];
    Arrays.fill(numbers, NONE);
    return numbers;
  }
}
