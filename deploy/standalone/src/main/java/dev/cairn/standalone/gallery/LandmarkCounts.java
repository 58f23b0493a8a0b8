package dev.cairn.standalone.gallery;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/** How many images show each landmark, and how many none. For one thread. */
final class LandmarkCounts {
  private static final int FIRST_LANDMARKS = 64;
  private static final int NON_LANDMARK = 0;

  private final Map<String, Integer> numbers = new HashMap<>();
  private int[] images = new int[FIRST_LANDMARKS];
  private int shown;

  /** Counts an image, of a landmark or of none, and returns the number that stands for it. */
  int add(Optional<String> landmarkId) {
    int number =
        landmarkId
            .map(id -> numbers.computeIfAbsent(id, _ -> numbers.size() + 1))
            .orElse(NON_LANDMARK);
    if (number == images.length) {
      images = Arrays.copyOf(images, 2 * number);
    }
    if (images[number]++ == 0 && number != NON_LANDMARK) {
      shown++;
    }
    return number;
  }

  /** Takes an image back that was counted under this number. */
  void remove(int number) {
    if (--images[number] == 0 && number != NON_LANDMARK) {
      shown--;
    }
  }

  /** Images of no landmark. */
  int nonLandmarks() {
    return images[NON_LANDMARK];
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
    return Arrays.stream(images, NON_LANDMARK + 1, images.length)
        .filter(count -> count > 0)
        .sorted()
        .toArray();
  }

  /** Landmarks that an image shows. */
  int shown() {
    return shown;
  }
}
