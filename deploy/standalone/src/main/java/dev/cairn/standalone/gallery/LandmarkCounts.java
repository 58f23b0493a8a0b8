package dev.cairn.standalone.gallery;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;

/** How many images show each landmark. For one thread. */
final class LandmarkCounts {
  private static final int FIRST_LANDMARKS = 64;

  private final Map<String, Integer> numbers = new HashMap<>();
  private int[] images = new int[FIRST_LANDMARKS];
  private int shown;

  /** Counts an image and returns the landmark's number. */
  int add(String landmarkId) {
    int number = numbers.computeIfAbsent(landmarkId, _ -> numbers.size());
    if (number == images.length) {
      images = Arrays.copyOf(images, 2 * number);
    }
    if (images[number]++ == 0) {
      shown++;
    }
    return number;
  }

  /** Takes an image back from the landmark of this number. */
  void remove(int number) {
    if (--images[number] == 0) {
      shown--;
    }
  }

  /** Landmarks that an image shows. */
  int shown() {
    return shown;
  }
}
