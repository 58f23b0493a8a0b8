package dev.cairn.standalone.gallery;

import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.topic.GalleryKey;
import java.util.Collections;
import java.util.HashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BiPredicate;

/** The rows of some photographs, as far as they have been read. For one thread. */
public final class RowSearch implements RowWatch {
  private final BiPredicate<GalleryKey, EmbeddingRecord> wanted;

  /** By ensemble digest and image id. */
  private final Map<String, SortedMap<String, Photograph>> found = new HashMap<>();

  public RowSearch(BiPredicate<GalleryKey, EmbeddingRecord> wanted) {
    this.wanted = wanted;
  }

  @Override
  public void put(GalleryKey key, EmbeddingRecord row) {
    if (wanted.test(key, row)) {
      found
          .computeIfAbsent(key.ensembleDigest(), _ -> new TreeMap<>())
          .put(key.imageId(), Photograph.of(key, row));
    } else {
      gone(key);
    }
  }

  @Override
  public void gone(GalleryKey key) {
    SortedMap<String, Photograph> generation = found.get(key.ensembleDigest());
    if (generation != null) {
      generation.remove(key.imageId());
    }
  }

  /** Those that a generation has, by image id. */
  public SortedMap<String, Photograph> in(String ensembleDigest) {
    return Collections.unmodifiableSortedMap(
        found.getOrDefault(ensembleDigest, Collections.emptySortedMap()));
  }

  /** Those that any generation has, by image id. */
  public SortedMap<String, Photograph> inAny() {
    SortedMap<String, Photograph> all = new TreeMap<>();
    found.values().forEach(all::putAll);
    return all;
  }
}
