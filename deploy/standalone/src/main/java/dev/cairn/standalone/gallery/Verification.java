package dev.cairn.standalone.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.carrotsearch.hppc.LongHashSet;
import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * Checks every row of the gallery as it comes; the last one of a key counts, as when the topic is
 * compacted. Memory grows with the faults. For one thread.
 */
public final class Verification implements RowWatch {
  private final RowCheck rows;
  private final FolderBlobStore blobs;
  private final boolean bytes;
  private final LongHashSet soundBlobs = new LongHashSet();
  private final Map<String, List<Fault>> faults = new TreeMap<>();

  /**
   * @param dimensions by bundle digest, as far as they are known
   * @param bytes whether the photographs are read too
   */
  public Verification(Map<String, Integer> dimensions, FolderBlobStore blobs, boolean bytes) {
    this.rows = new RowCheck(dimensions);
    this.blobs = blobs;
    this.bytes = bytes;
  }

  @Override
  public void put(GalleryKey key, EmbeddingRecord row) {
    List<Fault> found = new ArrayList<>();
    note(found, key, () -> rows.check(key, row));
    note(found, key, () -> checkBlob(row.getBlob()));
    set(text(key.bytes()), found);
  }

  private static void note(List<Fault> found, GalleryKey key, Runnable check) {
    try {
      check.run();
    } catch (CairnException e) {
      found.add(new Fault(e.code(), text(key.bytes()), e.getMessage()));
    }
  }

  @Override
  public void gone(GalleryKey key) {
    set(text(key.bytes()), List.of());
  }

  @Override
  public void unreadable(ConsumerRecord<byte[], byte[]> message, CairnException why) {
    String key = message.key() == null ? "" : text(message.key());
    boolean isRow = message.value() != null;
    set(key, isRow ? List.of(new Fault(why.code(), key, why.getMessage())) : List.of());
  }

  private void set(String key, List<Fault> found) {
    if (found.isEmpty()) {
      faults.remove(key);
    } else {
      faults.put(key, found);
    }
  }

  private void checkBlob(BlobRef blob) {
    if (blob == null) {
      throw new CairnException(
          ErrorCode.BLOB_NOT_FOUND,
          "the row names no photograph in the store, so no other generation can be made of it");
    }
    try {
      if (!bytes) {
        blobs.check(blob);
      } else if (!soundBlobs.contains(ImageTable.image(blob.toString()))) {
        blobs.checkBytes(blob); // once for all generations
        soundBlobs.add(ImageTable.image(blob.toString()));
      }
    } catch (IOException e) {
      throw new UncheckedIOException("Cannot read " + blob.getUri(), e);
    }
  }

  /** Of the rows that have been read, by key. */
  public List<Fault> faults() {
    return faults.values().stream().flatMap(List::stream).toList();
  }

  private static String text(byte[] key) {
    return new String(key, UTF_8);
  }
}
