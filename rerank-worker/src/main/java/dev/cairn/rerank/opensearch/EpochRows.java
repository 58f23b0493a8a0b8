package dev.cairn.rerank.opensearch;

import dev.cairn.rerank.gallery.GalleryRow;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import java.io.IOException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensearch.client.opensearch.OpenSearchClient;

/** Writes and counts the rows of one epoch. Belongs to one thread at a time. */
final class EpochRows {
  private final OpenSearchClient client;
  private final Patience patience;
  private final RowIndices indices;
  private final RowWriter writer;

  /** Of the ensembles in which all that was written can be found. */
  private final Map<String, Census> censuses = new HashMap<>();

  EpochRows(OpenSearchClient client, Patience patience, RowIndices indices) {
    this.client = client;
    this.patience = patience;
    this.indices = indices;
    this.writer = new RowWriter(client, patience);
  }

  long epoch() {
    return indices.epoch();
  }

  String alias(String ensembleDigest) {
    return indices.alias(ensembleDigest);
  }

  Set<String> ensembles() throws IOException {
    return indices.ensembles();
  }

  void upsert(GalleryRow row, long version) throws IOException {
    checkFinite(row);
    String digest = row.ensembleDigest();
    indices.require(digest, row.vector().length);
    write(digest, RowSource.of(row), version);
  }

  /** Where an ensemble has no index there is nothing to remove. */
  void delete(GalleryKey row, long version) throws IOException {
    String digest = row.ensembleDigest();
    if (dimension(digest).isPresent()) {
      write(digest, RowSource.removed(row.imageId()), version);
    }
  }

  private void write(String digest, RowSource row, long version) throws IOException {
    censuses.remove(digest);
    writer.add(indices.alias(digest), row, version);
  }

  void flush() throws IOException {
    writer.flush();
  }

  /** Of an ensemble's rows; empty when there are none. */
  Optional<Integer> dimension(String ensembleDigest) throws IOException {
    return indices.dimension(ensembleDigest);
  }

  /** Makes sure that searches find all that was written, and counts it. */
  Census settle(String ensembleDigest) throws IOException {
    flush();
    Census known = censuses.get(ensembleDigest);
    if (known != null) {
      return known;
    }
    String alias = indices.alias(ensembleDigest);
    Census census = patience.make(() -> Census.take(client, alias));
    censuses.put(ensembleDigest, census);
    return census;
  }

  /** Rows of all ensembles. */
  long count() throws IOException {
    return patience.make(() -> Census.count(client, indices.allAliases()));
  }

  void deleteEarlierEpochs() throws IOException {
    indices.deleteEarlier();
  }

  private static void checkFinite(GalleryRow row) {
    for (float component : row.vector()) {
      if (!Float.isFinite(component)) {
        throw new CairnException(
            ErrorCode.EMBEDDING_NOT_FINITE,
            "The vector of image '%.100s' has a component %s".formatted(row.imageId(), component));
      }
    }
  }
}
