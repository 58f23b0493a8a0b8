package dev.cairn.rerank.gallery;

import dev.cairn.rerank.product.BestRows;
import dev.cairn.rerank.product.QueryBatch;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.FloatVectorValues;
import org.apache.lucene.index.LeafReaderContext;
import org.apache.lucene.util.BytesRef;

/** The gallery at one moment. Safe for use by several threads while its reader is open. */
final class GallerySnapshot {
  private final DirectoryReader reader;
  private final Map<String, Census> censuses = new ConcurrentHashMap<>();

  GallerySnapshot(DirectoryReader reader) {
    this.reader = reader;
  }

  boolean isOf(DirectoryReader other) {
    return reader.equals(other);
  }

  GalleryAnswer search(String ensembleDigest, float[][] queries, int count) throws IOException {
    QueryBatch batch = QueryBatch.of(queries);
    List<List<Hit>> hits = new ArrayList<>();
    for (int query = 0; query < queries.length; query++) {
      hits.add(new ArrayList<>());
    }
    List<GallerySegment> segments = segments(reader, RowDocument.vectorField(ensembleDigest));
    long scanned = 0;
    for (GallerySegment segment : segments) {
      checkDimension(segment.dimension(), batch.dimension(), ensembleDigest);
      BestRows[] best = segment.scan(batch, count);
      scanned += segment.rows();
      for (int query = 0; query < best.length; query++) {
        Hit.addAll(segment, best[query], hits.get(query));
      }
    }
    List<List<Neighbour>> neighbours = new ArrayList<>();
    for (List<Hit> found : hits) {
      neighbours.add(Hit.nearest(found, count));
    }
    Census census = census(ensembleDigest, segments);
    return new GalleryAnswer(
        neighbours, true, new SearchCost(scanned, 0), census.images(), census.landmarks());
  }

  /** The segments that have rows in a field of vectors. */
  static List<GallerySegment> segments(DirectoryReader reader, String field) throws IOException {
    List<GallerySegment> segments = new ArrayList<>();
    for (LeafReaderContext context : reader.leaves()) {
      FloatVectorValues vectors = context.reader().getFloatVectorValues(field);
      if (vectors != null && vectors.size() > 0) {
        segments.add(new GallerySegment(context.reader(), vectors));
      }
    }
    return segments;
  }

  static void checkDimension(int rows, int queries, String ensembleDigest) {
    if (rows != queries) {
      throw new CairnException(
          ErrorCode.EMBEDDING_MISMATCH,
          "Queries of dimension %d, gallery of dimension %d, in ensemble %s"
              .formatted(queries, rows, ensembleDigest));
    }
  }

  private Census census(String ensembleDigest, List<GallerySegment> segments) throws IOException {
    Census census = censuses.get(ensembleDigest);
    if (census == null) {
      census = Census.of(segments);
      censuses.put(ensembleDigest, census);
    }
    return census;
  }

  /** The live images of an ensemble. */
  private record Census(long images, Set<String> landmarks) {

    static Census of(List<GallerySegment> segments) throws IOException {
      Set<String> landmarks = new HashSet<>();
      long images = 0;
      for (GallerySegment segment : segments) {
        images += segment.count(landmarks);
      }
      return new Census(images, landmarks);
    }
  }

  /** A row that may be among the nearest. */
  private record Hit(GallerySegment segment, int document, float cosine, BytesRef imageId) {
    private static final Comparator<Hit> NEAREST_FIRST =
        Comparator.comparingDouble(Hit::cosine).reversed().thenComparing(Hit::imageId);

    static void addAll(GallerySegment segment, BestRows best, List<Hit> hits) throws IOException {
      for (int rank = 0; rank < best.size(); rank++) {
        int document = segment.document(best.row(rank));
        BytesRef imageId = RowDocument.imageId(segment.leaf(), document);
        hits.add(new Hit(segment, document, best.value(rank), imageId));
      }
    }

    static List<Neighbour> nearest(List<Hit> hits, int count) throws IOException {
      List<Neighbour> neighbours = new ArrayList<>();
      for (Hit hit : hits.stream().sorted(NEAREST_FIRST).limit(count).toList()) {
        neighbours.add(RowDocument.read(hit.segment().leaf(), hit.document(), hit.cosine()));
      }
      return neighbours;
    }
  }
}
