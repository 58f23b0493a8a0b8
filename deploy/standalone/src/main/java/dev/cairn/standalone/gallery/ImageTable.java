package dev.cairn.standalone.gallery;

import com.carrotsearch.hppc.LongIntHashMap;
import com.carrotsearch.hppc.cursors.LongCursor;
import dev.cairn.pipeline.file.Sha256;
import java.util.function.LongConsumer;

/**
 * A number for each image, without objects, so that the 4.1 million images of a large gallery take
 * 100 MB.
 *
 * <p>Images go by the first 64 bits of their id's SHA-256. Two of 4.1 million images share them
 * with a probability of 5e-7 and would then count as one. For one thread.
 */
public final class ImageTable {
  /** What is told of an image that is not in the table. */
  public static final int NONE = -1;

  private final LongIntHashMap numbers = new LongIntHashMap();

  /** What an image goes by. */
  public static long image(String imageId) {
    return Long.parseUnsignedLong(Sha256.of(imageId), 0, Long.BYTES * 2, 16);
  }

  public int size() {
    return numbers.size();
  }

  /** The image's number, or {@link #NONE}. */
  public int get(long image) {
    return numbers.getOrDefault(image, NONE);
  }

  public boolean contains(long image) {
    return numbers.containsKey(image);
  }

  /** Sets the image's number, not {@link #NONE}, and returns its former one or that. */
  public int put(long image, int number) {
    int former = get(image);
    numbers.put(image, number);
    return former;
  }

  /** Returns the number that the image had, or {@link #NONE}. */
  public int remove(long image) {
    int former = get(image);
    numbers.remove(image);
    return former;
  }

  void forEach(LongConsumer action) {
    for (LongCursor image : numbers.keys()) {
      action.accept(image.value);
    }
  }
}
