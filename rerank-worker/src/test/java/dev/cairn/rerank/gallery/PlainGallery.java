package dev.cairn.rerank.gallery;

import dev.cairn.schemas.topic.GalleryKey;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** An engine in memory that keeps no photographs of no landmark, and only counts what it has. */
public final class PlainGallery implements GalleryIndex {
  private final Map<String, GalleryRow> rows = new TreeMap<>();
  private Checkpoint checkpoint;

  List<String> imageIds() {
    return List.copyOf(rows.keySet());
  }

  @Override
  public void upsert(GalleryRow row, long version) {
    rows.put(row.imageId(), row);
  }

  @Override
  public void delete(GalleryKey row, long version) {
    rows.remove(row.imageId());
  }

  @Override
  public void clear() {
    rows.clear();
  }

  @Override
  public GalleryAnswer search(String ensembleDigest, float[][] queries, int count) {
    throw new UnsupportedOperationException("It is not asked in these tests");
  }

  @Override
  public void commit(Checkpoint reached) {
    checkpoint = reached;
  }

  @Override
  public Optional<Checkpoint> checkpoint() {
    return Optional.ofNullable(checkpoint);
  }

  @Override
  public long rows() {
    return rows.size();
  }

  @Override
  public void close() {}
}
