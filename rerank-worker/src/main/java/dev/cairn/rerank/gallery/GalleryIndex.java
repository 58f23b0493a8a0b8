package dev.cairn.rerank.gallery;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.GalleryKey;
import java.io.Closeable;
import java.io.IOException;
import java.util.Optional;

/**
 * Nearest neighbours among gallery images, the one seam between recognition and an engine. Rows of
 * several ensembles lie side by side; a search looks only at one. The gallery topic is the source
 * of truth: an index can be cleared at any time and filled again.
 *
 * <p>One thread writes ({@link #upsert}, {@link #delete}, {@link #clear}, {@link #commit}), any
 * number of threads search meanwhile.
 */
public interface GalleryIndex extends Closeable {

  /**
   * Adds a row, or replaces the row of the same image and ensemble.
   *
   * @param version grows with every change of this row: its offset in the gallery topic. An index
   *     that several workers write keeps the highest and takes no earlier one.
   * @throws CairnException with {@code EMBEDDING_MISMATCH} when the ensemble's other rows have
   *     another dimension
   */
  void upsert(GalleryRow row, long version) throws IOException;

  /**
   * Removes the row of an image and an ensemble; none is fine.
   *
   * @param version as in {@link #upsert}
   */
  void delete(GalleryKey row, long version) throws IOException;

  /** Removes every row. */
  void clear() throws IOException;

  /**
   * The nearest rows of one ensemble for each query, over everything written before the call.
   *
   * @param queries L2-normalised, {@code [queries][dimension]}, not empty
   * @param count of neighbours wanted for each query, at least 1
   * @throws CairnException with {@code EMBEDDING_MISMATCH} when the rows have another dimension
   * @throws IOException when the index is broken or closed; only opening it again helps
   */
  GalleryAnswer search(String ensembleDigest, float[][] queries, int count) throws IOException;

  /** The same without approximation, however long it takes. */
  default GalleryAnswer searchExactly(String ensembleDigest, float[][] queries, int count)
      throws IOException {
    return search(ensembleDigest, queries, count);
  }

  /** Photographs of no landmark beside the gallery; empty for an engine that cannot keep them. */
  default Optional<NonLandmarkIndex> nonLandmarks() {
    return Optional.empty();
  }

  /** Makes everything written so far durable, together with the checkpoint. */
  void commit(Checkpoint checkpoint) throws IOException;

  /**
   * What the last commit carried; empty for an index that never committed.
   *
   * @throws CairnException with {@code START_FAILED} when the index cannot be used as it is; the
   *     message has the remedy
   */
  Optional<Checkpoint> checkpoint() throws IOException;

  /** Rows of all ensembles and both kinds; a deletion may take a while to show. */
  long rows();

  /** Why calls wait at the moment, for instance for a server that is down; empty when none does. */
  default Optional<String> waitsFor() {
    return Optional.empty();
  }

  /** From now on calls fail rather than wait; any thread may call it, before closing. */
  default void stopWaiting() {}
}
