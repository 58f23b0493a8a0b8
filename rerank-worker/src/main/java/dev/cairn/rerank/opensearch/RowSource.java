package dev.cairn.rerank.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.rerank.gallery.GalleryRow;
import dev.cairn.schemas.avro.BlobRef;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch._types.mapping.DynamicMapping;
import org.opensearch.client.opensearch._types.mapping.KnnVectorMethod;
import org.opensearch.client.opensearch._types.mapping.TypeMapping;
import org.opensearch.client.opensearch.indices.IndexSettings;

/**
 * A row as a document. The one of a removed row has only the image: a cluster soon forgets the
 * version of a document that is deleted, and would then take an earlier one.
 */
record RowSource(String image, String landmark, float[] vector, Blob blob) {
  static final String LANDMARK = "landmark";
  static final String VECTOR = "vector";

  /** Characters of a float32 as text, with the comma. */
  private static final int FLOAT_CHARACTERS = 14;

  /** Vectors of a segment from which on it gets a graph. */
  private static final String GRAPH_THRESHOLD = "index.knn.advanced.approximate_threshold";

  private static final int NEVER = -1;
  private static final int GRAPH_DEGREE = 16;
  private static final int GRAPH_CANDIDATES = 100;

  /** The photograph. */
  record Blob(String uri, String sha256, long size, String type) {}

  static RowSource of(GalleryRow row) {
    BlobRef blob = row.blob();
    return new RowSource(
        row.imageId(),
        row.landmarkId(),
        row.vector(),
        blob == null
            ? null
            : new Blob(blob.getUri(), blob.getSha256(), blob.getSizeBytes(), blob.getMediaType()));
  }

  static RowSource removed(String imageId) {
    return new RowSource(imageId, null, null, null);
  }

  /** Names the document of an image: ids may be longer than OpenSearch takes. */
  static String id(String imageId) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(imageId.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /** True for a row that can be compared with queries of this dimension. */
  boolean answers(int dimension) {
    return image != null && landmark != null && vector != null && vector.length == dimension;
  }

  /** How long it about is in a request. */
  int size() {
    int vectorSize = vector == null ? 0 : vector.length * FLOAT_CHARACTERS;
    return 500 + 2 * image.length() + vectorSize;
  }

  BlobRef blobRef() {
    return blob == null ? null : new BlobRef(blob.uri(), blob.sha256(), blob.size(), blob.type());
  }

  /** Of an index of rows, without shards and replicas. */
  static IndexSettings.Builder settings(VectorSearch search) {
    IndexSettings.Builder settings = new IndexSettings.Builder().knn(true);
    return switch (search) {
      case EXACT -> settings.customSettings(GRAPH_THRESHOLD, JsonData.of(NEVER));
      case APPROXIMATE -> settings;
    };
  }

  static TypeMapping mapping(int dimension, VectorSearch search) {
    return TypeMapping.of(mapping ->
        mapping
            .dynamic(DynamicMapping.False)
            .properties("image", field -> field.keyword(it -> it.docValues(false)))
            .properties(LANDMARK, field -> field.keyword(it -> it))
            .properties("blob", field -> field.object(it -> it.enabled(false)))
            .properties(
                VECTOR,
                field ->
                    field.knnVector(it ->
                        it.dimension(dimension).spaceType("innerproduct").method(graph(search)))));
  }

  /** A graph is a part of every mapping; only faiss can do without making it. */
  private static KnnVectorMethod graph(VectorSearch search) {
    return KnnVectorMethod.of(method ->
        method
            .name("hnsw")
            .engine(
                switch (search) {
                  case EXACT -> "faiss";
                  case APPROXIMATE -> "lucene";
                })
            .parameters("m", JsonData.of(GRAPH_DEGREE))
            .parameters("ef_construction", JsonData.of(GRAPH_CANDIDATES)));
  }
}
