package dev.cairn.rerank.gallery;

import dev.cairn.pipeline.file.Sha256;
import dev.cairn.rerank.screen.Codes;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.topic.GalleryKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.LongStream;
import org.apache.lucene.document.Document;
import org.apache.lucene.document.Field;
import org.apache.lucene.document.KnnByteVectorField;
import org.apache.lucene.document.KnnFloatVectorField;
import org.apache.lucene.document.NumericDocValuesField;
import org.apache.lucene.document.SortedDocValuesField;
import org.apache.lucene.document.StoredField;
import org.apache.lucene.document.StringField;
import org.apache.lucene.index.DocValues;
import org.apache.lucene.index.LeafReader;
import org.apache.lucene.index.NumericDocValues;
import org.apache.lucene.index.SortedDocValues;
import org.apache.lucene.index.Term;
import org.apache.lucene.index.VectorSimilarityFunction;
import org.apache.lucene.search.Sort;
import org.apache.lucene.search.SortField;
import org.apache.lucene.util.BytesRef;

/** How a gallery row lies in the index. */
final class RowDocument {
  static final String LANDMARK = "landmark";
  private static final String IMAGE = "image";
  private static final String ROW_TERM = "row-term";
  private static final String BLOB_URI = "blob.uri";
  private static final String BLOB_SHA256 = "blob.sha256";
  private static final String BLOB_SIZE = "blob.size";
  private static final String BLOB_TYPE = "blob.type";
  private static final String VECTOR = "vector.";
  private static final String CODES = "codes.";
  private static final String NON_LANDMARK_VECTOR = "non-landmark.";
  private static final String FINGERPRINT = "fingerprint";

  /** Inside a segment, rows lie in the order of their image ids, so a scan meets ties in order. */
  static final Sort ORDER = new Sort(new SortField(IMAGE, SortField.Type.STRING));

  private RowDocument() {}

  /** Lucene fixes the dimension of a field, so each ensemble has its own. */
  static String vectorField(String ensembleDigest) {
    return VECTOR + ensembleDigest;
  }

  /** Where the vectors of a field lie in eight bits a component. */
  static String codesField(String vectorField) {
    return CODES + vectorField;
  }

  /** Photographs of no landmark lie in a field that a search for neighbours does not see. */
  static String nonLandmarkField(String ensembleDigest) {
    return NON_LANDMARK_VECTOR + ensembleDigest;
  }

  /** Names the one row of an image and an ensemble. */
  static Term rowTerm(GalleryKey row) {
    return new Term(ROW_TERM, new BytesRef(row.bytes()));
  }

  /**
   * @param withCodes whether the row gets its vector in eight bits a component too
   */
  static Document of(GalleryRow row, boolean withCodes) {
    Document document = new Document();
    document.add(new StringField(ROW_TERM, rowTerm(row.key()).bytes(), Field.Store.NO));
    document.add(new SortedDocValuesField(IMAGE, new BytesRef(row.imageId())));
    document.add(new SortedDocValuesField(LANDMARK, new BytesRef(row.landmarkId())));
    document.add(
        new KnnFloatVectorField(
            vectorField(row.ensembleDigest()), row.vector(), VectorSimilarityFunction.DOT_PRODUCT));
    if (withCodes) {
      document.add(
          new KnnByteVectorField(
              codesField(vectorField(row.ensembleDigest())),
              Codes.of(row.vector()),
              VectorSimilarityFunction.DOT_PRODUCT));
    }
    BlobRef blob = row.blob();
    if (blob != null) {
      document.add(new StoredField(BLOB_URI, blob.getUri()));
      document.add(new StoredField(BLOB_SHA256, blob.getSha256()));
      document.add(new StoredField(BLOB_SIZE, blob.getSizeBytes()));
      document.add(new StoredField(BLOB_TYPE, blob.getMediaType()));
    }
    return document;
  }

  static Document of(NonLandmarkRow row) {
    Document document = new Document();
    document.add(new StringField(ROW_TERM, rowTerm(row.key()).bytes(), Field.Store.NO));
    document.add(new SortedDocValuesField(IMAGE, new BytesRef(row.imageId())));
    document.add(new NumericDocValuesField(FINGERPRINT, fingerprint(row.vector())));
    document.add(
        new KnnFloatVectorField(
            nonLandmarkField(row.ensembleDigest()),
            row.vector(),
            VectorSimilarityFunction.DOT_PRODUCT));
    return document;
  }

  /** The first 64 bits of the vector's SHA-256. */
  private static long fingerprint(float[] vector) {
    ByteBuffer bytes = ByteBuffer.allocate(vector.length * Float.BYTES);
    bytes.asFloatBuffer().put(vector);
    return Long.parseUnsignedLong(Sha256.of(bytes.array()), 0, Long.BYTES * 2, 16);
  }

  /** The fingerprints of live photographs of no landmark, sorted: the same for the same vectors. */
  static long[] fingerprints(List<GallerySegment> segments) throws IOException {
    LongStream.Builder fingerprints = LongStream.builder();
    for (GallerySegment segment : segments) {
      NumericDocValues values = DocValues.getNumeric(segment.leaf(), FINGERPRINT);
      IntPredicate live = segment.live();
      for (int ordinal = 0; ordinal < segment.rows(); ordinal++) {
        if (live.test(ordinal) && values.advanceExact(segment.document(ordinal))) {
          fingerprints.add(values.longValue());
        }
      }
    }
    return fingerprints.build().sorted().toArray();
  }

  static BytesRef imageId(LeafReader leaf, int document) throws IOException {
    return value(leaf, IMAGE, document);
  }

  static Neighbour read(LeafReader leaf, int document, float cosine) throws IOException {
    return new Neighbour(
        imageId(leaf, document).utf8ToString(),
        value(leaf, LANDMARK, document).utf8ToString(),
        (double) cosine,
        blob(leaf.storedFields().document(document)));
  }

  private static BytesRef value(LeafReader leaf, String field, int document) throws IOException {
    SortedDocValues values = DocValues.getSorted(leaf, field);
    if (!values.advanceExact(document)) {
      throw new IllegalStateException("Row %d has no %s".formatted(document, field));
    }
    return BytesRef.deepCopyOf(values.lookupOrd(values.ordValue()));
  }

  private static BlobRef blob(Document stored) {
    String uri = stored.get(BLOB_URI);
    return uri == null
        ? null
        : new BlobRef(
            uri,
            stored.get(BLOB_SHA256),
            stored.getField(BLOB_SIZE).numericValue().longValue(),
            stored.get(BLOB_TYPE));
  }
}
