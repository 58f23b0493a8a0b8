package dev.cairn.rerank.gallery;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import java.io.EOFException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.CorruptIndexException;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FieldInfo;
import org.apache.lucene.index.FieldInfos;
import org.apache.lucene.index.IndexFormatTooNewException;
import org.apache.lucene.index.IndexFormatTooOldException;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.index.ReaderManager;
import org.apache.lucene.store.AlreadyClosedException;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.LockObtainFailedException;
import org.apache.lucene.store.MMapDirectory;
import org.apache.lucene.util.IOUtils;

/**
 * An index in a folder: Lucene keeps the rows durable, live and mapped into memory, and a search
 * multiplies every row with every query, as exactly as it takes, or follows a graph. Commits carry
 * the {@link Checkpoint}, so rows and offsets never disagree. One process at a time.
 */
public final class LuceneGalleryIndex implements GalleryIndex {
  private static final double WRITE_BUFFER_MEGABYTES = 64;

  private final Directory directory;
  private final SearchMode mode;
  private final IndexWriter writer;
  private final ReaderManager readers;
  private final LuceneNonLandmarks nonLandmarks = new LuceneNonLandmarks(this);
  private final Map<String, Integer> dimensions = new ConcurrentHashMap<>();
  private volatile Optional<Checkpoint> checkpoint;
  private volatile GallerySnapshot latest;

  private LuceneGalleryIndex(Directory directory, IndexWriter writer, SearchMode mode)
      throws IOException {
    this.directory = directory;
    this.mode = mode;
    this.writer = writer;
    this.checkpoint = Checkpoint.ofText(commitData(writer));
    this.readers = new ReaderManager(writer);
    DirectoryReader reader = readers.acquire();
    try {
      latest = new GallerySnapshot(reader);
      for (FieldInfo field : FieldInfos.getMergedFieldInfos(reader)) {
        dimensions.put(field.getName(), field.getVectorDimension());
      }
    } finally {
      readers.release(reader);
    }
  }

  /**
   * Opens the index in a folder, or makes a new one. One that was filled in another mode answers
   * alike, and rows that come from now on have what this mode needs.
   *
   * @throws CairnException with {@code STORE_IN_USE}, or {@code START_FAILED} when this version
   *     cannot read the folder; the message has the remedy
   */
  public static LuceneGalleryIndex open(Path folder, SearchMode mode) throws IOException {
    Directory directory = new MMapDirectory(folder);
    IndexWriter writer = null;
    try {
      writer = new IndexWriter(directory, config(mode));
      return new LuceneGalleryIndex(directory, writer, mode);
    } catch (LockObtainFailedException e) {
      IOUtils.closeWhileHandlingException(directory);
      throw new CairnException(
          ErrorCode.STORE_IN_USE,
          "The gallery index %s is in use: give every rerank-worker its own folder"
              .formatted(folder),
          e);
    } catch (CorruptIndexException
        | IndexFormatTooNewException
        | IndexFormatTooOldException
        | NoSuchFileException
        | FileNotFoundException
        | EOFException
        | IllegalArgumentException e) {
      abandon(writer, directory);
      throw new CairnException(
          ErrorCode.START_FAILED,
          "The gallery index %s cannot be read (%s): delete the folder, it is rebuilt from the topic"
              .formatted(folder, e.getMessage()),
          e);
    }
  }

  private static IndexWriterConfig config(SearchMode mode) {
    return new IndexWriterConfig()
        .setCodec(new VectorsCodec(mode))
        .setIndexSort(RowDocument.ORDER)
        .setRAMBufferSizeMB(WRITE_BUFFER_MEGABYTES)
        .setCommitOnClose(false);
  }

  private static void abandon(IndexWriter writer, Directory directory) throws IOException {
    if (writer != null) {
      writer.rollback();
    }
    directory.close();
  }

  @Override
  public void upsert(GalleryRow row, long version) throws IOException {
    checkDimension(row.key(), row.vector().length);
    writer.updateDocument(
        RowDocument.rowTerm(row.key()), RowDocument.of(row, mode == SearchMode.CERTIFIED));
    dimensions.put(RowDocument.vectorField(row.ensembleDigest()), row.vector().length);
  }

  void upsert(NonLandmarkRow row) throws IOException {
    checkDimension(row.key(), row.vector().length);
    writer.updateDocument(RowDocument.rowTerm(row.key()), RowDocument.of(row));
    dimensions.put(RowDocument.nonLandmarkField(row.ensembleDigest()), row.vector().length);
  }

  /** Rows of both kinds are compared, so they have one dimension. */
  private void checkDimension(GalleryKey row, int dimension) {
    String digest = row.ensembleDigest();
    Integer known =
        dimensions.getOrDefault(
            RowDocument.vectorField(digest), dimensions.get(RowDocument.nonLandmarkField(digest)));
    if (dimension > VectorsCodec.MAX_DIMENSION || (known != null && known != dimension)) {
      throw new CairnException(
          ErrorCode.EMBEDDING_MISMATCH,
          "Gallery image '%s' has dimension %d; ensemble %s has %s (at most %d)"
              .formatted(row.imageId(), dimension, digest, known, VectorsCodec.MAX_DIMENSION));
    }
  }

  @Override
  public Optional<NonLandmarkIndex> nonLandmarks() {
    return Optional.of(nonLandmarks);
  }

  @Override
  public void delete(GalleryKey row, long version) throws IOException {
    writer.deleteDocuments(RowDocument.rowTerm(row));
  }

  @Override
  public void clear() throws IOException {
    writer.deleteAll();
    dimensions.clear();
  }

  @Override
  public GalleryAnswer search(String ensembleDigest, float[][] queries, int count)
      throws IOException {
    return read(reader -> snapshot(reader).search(ensembleDigest, queries, count, mode));
  }

  @Override
  public GalleryAnswer searchExactly(String ensembleDigest, float[][] queries, int count)
      throws IOException {
    SearchMode exactly = mode == SearchMode.APPROXIMATE ? SearchMode.EXACT : mode;
    return read(reader -> snapshot(reader).search(ensembleDigest, queries, count, exactly));
  }

  /** What is to be read of the index. */
  @FunctionalInterface
  interface Reading<T> {
    T of(DirectoryReader reader) throws IOException;
  }

  /** Reads the index with everything that was written before the call. */
  <T> T read(Reading<T> reading) throws IOException {
    try {
      readers.maybeRefreshBlocking();
    } catch (AlreadyClosedException e) {
      throw new IOException("The gallery index was closed, perhaps by a failed write", e);
    }
    DirectoryReader reader = readers.acquire();
    try {
      return reading.of(reader);
    } finally {
      readers.release(reader);
    }
  }

  private GallerySnapshot snapshot(DirectoryReader reader) {
    GallerySnapshot snapshot = latest;
    if (!snapshot.isOf(reader)) {
      snapshot = new GallerySnapshot(reader);
      latest = snapshot;
    }
    return snapshot;
  }

  @Override
  public void commit(Checkpoint reached) throws IOException {
    writer.setLiveCommitData(reached.toText().entrySet());
    writer.commit();
    checkpoint = Optional.of(reached);
  }

  @Override
  public Optional<Checkpoint> checkpoint() {
    return checkpoint;
  }

  @Override
  public long rows() {
    return writer.getDocStats().numDocs;
  }

  /** Drops what was written since the last commit: the topic has it. */
  @Override
  public void close() throws IOException {
    readers.close();
    writer.close();
    directory.close();
  }

  private static Map<String, String> commitData(IndexWriter writer) {
    Map<String, String> data = new HashMap<>();
    Iterable<Map.Entry<String, String>> live = writer.getLiveCommitData();
    if (live != null) {
      live.forEach(entry -> data.put(entry.getKey(), entry.getValue()));
    }
    return data;
  }
}
