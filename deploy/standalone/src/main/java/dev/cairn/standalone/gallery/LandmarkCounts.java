package dev.cairn.standalone.gallery;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;

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

  /** Images by landmark, of those that are shown. */
  SortedMap<String, Integer> byLandmark() {
    SortedMap<String, Integer> counts = new TreeMap<>();
    numbers.forEach((landmarkId, number) -> {
      if (images[number] > 0) {
        counts.put(landmarkId, images[number]);
      }
    });
    return counts;
  }

  /** Images of each landmark that is shown, in ascending order. */
  int[] sorted() {
    return Arrays.stream(images).filter(count -> count > 0).sorted().toArray();
  }

  /** Landmarks that an image shows. */
  int shown() {
    return shown;
  }
}
