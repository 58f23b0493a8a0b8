package dev.cairn.train.dataset;

import dev.cairn.pipeline.file.Sha256;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeSet;
import java.util.regex.Pattern;

/** Which landmark each class of a head stands for. Class i is the i-th landmark. */
public final class ClassMap {
  private static final Pattern NUMBER = Pattern.compile("\\d{1,18}");

  private final List<String> landmarkIds;
  private final Map<String, Integer> indexes = new HashMap<>();

  private ClassMap(Collection<String> landmarkIds) {
    this.landmarkIds = List.copyOf(landmarkIds);
    this.landmarkIds.forEach(id -> indexes.put(id, indexes.size()));
    if (indexes.size() < this.landmarkIds.size()) {
      throw new IllegalArgumentException("A landmark has two classes");
    }
  }

  /**
   * Ascending order, which every dataset of the same landmarks shares: numeric when every id is a
   * number, as the original's ids are, otherwise by characters.
   */
  public static ClassMap ascending(Collection<String> landmarkIds) {
    boolean numbers = landmarkIds.stream().allMatch(id -> NUMBER.matcher(id).matches());
    Comparator<String> byCharacters = Comparator.naturalOrder();
    Comparator<String> order =
        numbers ? Comparator.<String>comparingLong(Long::parseLong) : byCharacters;
    TreeSet<String> sorted = new TreeSet<>(order.thenComparing(byCharacters));
    sorted.addAll(landmarkIds);
    return new ClassMap(sorted);
  }

  /** The order of a trained head. */
  public static ClassMap inOrder(List<String> landmarkIds) {
    return new ClassMap(landmarkIds);
  }

  public int size() {
    return landmarkIds.size();
  }

  /** In the order of their classes. */
  public List<String> landmarkIds() {
    return landmarkIds;
  }

  boolean contains(String landmarkId) {
    return indexes.containsKey(landmarkId);
  }

  int indexOf(String landmarkId) {
    return indexes.get(landmarkId);
  }

  /** True when both have the same landmarks, in whatever order. */
  public boolean sameLandmarks(ClassMap other) {
    return indexes.keySet().equals(other.indexes.keySet());
  }

  /** Lower-case hex SHA-256 over the landmark ids, one a line, in order. */
  public String digest() {
    return Sha256.of(String.join("\n", landmarkIds));
  }
}
