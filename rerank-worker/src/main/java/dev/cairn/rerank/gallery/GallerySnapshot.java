package dev.cairn.rerank.gallery;

import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.LeafReaderContext;

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

  GalleryAnswer search(String ensembleDigest, float[][] queries, int count, SearchMode mode)
      throws IOException {
    List<GallerySegment> segments = segments(reader, RowDocument.vectorField(ensembleDigest));
    for (GallerySegment segment : segments) {
      checkDimension(segment.dimension(), queries[0].length, ensembleDigest);
    }
    Census census = census(ensembleDigest, segments);
    if (mode == SearchMode.APPROXIMATE) {
      GraphSearch search = new GraphSearch(segments, count);
      List<List<Neighbour>> near = neighbours(search.near(queries));
      return new GalleryAnswer(near, false, search.cost(), census.images(), census.landmarks());
    }
    GallerySearch search = new GallerySearch(segments, count);
    var nearest = neighbours(search.nearest(queries, mode == SearchMode.CERTIFIED));
    return new GalleryAnswer(nearest, true, search.cost(), census.images(), census.landmarks());
  }

  private static List<List<Neighbour>> neighbours(List<List<GalleryHit>> hits) throws IOException {
    List<List<Neighbour>> neighbours = new ArrayList<>();
    for (List<GalleryHit> ofQuery : hits) {
      List<Neighbour> near = new ArrayList<>();
      for (GalleryHit hit : ofQuery) {
        near.add(hit.neighbour());
      }
      neighbours.add(near);
    }
    return neighbours;
  }

  /** The segments that have rows in a field of vectors. */
  static List<GallerySegment> segments(DirectoryReader reader, String field) throws IOException {
    List<GallerySegment> segments = new ArrayList<>();
    for (LeafReaderContext context : reader.leaves()) {
      GallerySegment.of(context.reader(), field).ifPresent(segments::add);
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
}
