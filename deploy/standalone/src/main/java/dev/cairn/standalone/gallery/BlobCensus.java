package dev.cairn.standalone.gallery;

import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.GalleryKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.Map;

/** Counts the rows whose photograph is not in the blob store. For one thread. */
public final class BlobCensus implements RowWatch {
  private final FolderBlobStore blobs;
  private final Map<String, ImageTable> missing = new HashMap<>();

  public BlobCensus(FolderBlobStore blobs) {
    this.blobs = blobs;
  }

  @Override
  public void put(GalleryKey key, EmbeddingRecord row) {
    if (isThere(row.getBlob())) {
      gone(key);
    } else {
      generation(key.ensembleDigest()).put(ImageTable.image(key.imageId()), 0);
    }
  }

  @Override
  public void gone(GalleryKey key) {
    generation(key.ensembleDigest()).remove(ImageTable.image(key.imageId()));
  }

  /** Rows of a generation without a whole photograph. */
  int missing(String ensembleDigest) {
    return generation(ensembleDigest).size();
  }

  private ImageTable generation(String ensembleDigest) {
    return missing.computeIfAbsent(ensembleDigest, _ -> new ImageTable());
  }

  private boolean isThere(BlobRef blob) {
    if (blob == null) {
      return false;
    }
    try {
      blobs.check(blob);
      return true;
    } catch (CairnException e) {
      return false;
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot look at " + blob.getUri(), e);
    }
  }
}
