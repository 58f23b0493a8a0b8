package dev.cairn.rerank.gallery;

import dev.cairn.rerank.product.BestRows;
import dev.cairn.rerank.product.QueryBatch;
import dev.cairn.schemas.avro.Neighbour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.apache.lucene.util.BytesRef;

/** The gallery images of highest value for one model's queries: cosine less each row's bias. */
final class BiasedScan {
  /** Rows that one thread scans at a time. */
  private static final int CHUNK_ROWS = 4096;

  private final ModelParts parts;
  private final int start;
  private final int model;
  private final float[][] queries;
  private final QueryBatch batch;
  private final int count;
  private final List<List<Hit>> hits;

  /**
   * @param queries L2-normalised vectors of the model
   * @param count of images wanted for each query
   */
  BiasedScan(ModelParts parts, int model, float[][] queries, int count) {
    this.parts = parts;
    this.start = parts.start(model);
    this.model = model;
    this.queries = queries;
    this.batch = QueryBatch.of(queries);
    this.count = count;
    this.hits = new ArrayList<>();
    for (int query = 0; query < queries.length; query++) {
      hits.add(new ArrayList<>());
    }
  }

  /** Looks at every live row of a segment, on all processors. */
  void scan(GallerySegment segment, NonLandmarkSet nonLandmarks) throws IOException {
    float[] biases = nonLandmarks.biases(segment, parts)[model];
    List<BestRows[]> chunks =
        IntStream.range(0, Math.ceilDiv(segment.rows(), CHUNK_ROWS))
            .parallel()
            .mapToObj(chunk -> scanChunk(segment, chunk * CHUNK_ROWS, biases))
            .toList();
    for (int query = 0; query < queries.length; query++) {
      BestRows best = new BestRows(count);
      for (BestRows[] chunk : chunks) {
        best.offerAll(chunk[query]);
      }
      for (int rank = 0; rank < best.size(); rank++) {
        hits.get(query).add(Hit.of(segment, best.row(rank), best.value(rank), biases));
      }
    }
  }

  private BestRows[] scanChunk(GallerySegment segment, int from, float[] biases) {
    BestRows[] best =
        Stream.generate(() -> new BestRows(count)).limit(queries.length).toArray(BestRows[]::new);
    IntPredicate live = segment.live();
    segment.multiply(
        from,
        Math.min(CHUNK_ROWS, segment.rows() - from),
        start,
        batch,
        (first, rows, products, stride) -> {
          for (int row = 0; row < rows; row++) {
            int ordinal = (int) first + row;
            if (live.test(ordinal)) {
              for (int query = 0; query < best.length; query++) {
                float cosine = products[row * stride + query] * parts.scale();
                best[query].offer(ordinal, Math.clamp(cosine, 0f, 1f) - biases[ordinal]);
              }
            }
          }
        });
    return best;
  }

  /** The best of all segments scanned, for each query, highest value first. */
  List<List<BiasedNeighbour>> nearest() throws IOException {
    List<List<BiasedNeighbour>> nearest = new ArrayList<>();
    for (int query = 0; query < queries.length; query++) {
      List<BiasedNeighbour> best = new ArrayList<>();
      for (Hit hit : hits.get(query).stream().sorted(Hit.BEST_FIRST).limit(count).toList()) {
        best.add(hit.read(cosine(hit, queries[query])));
      }
      nearest.add(best);
    }
    return nearest;
  }

  /** Once more: the value holds it only between 0 and 1. */
  private float cosine(Hit hit, float[] query) {
    float[] cosine = new float[1];
    hit.segment()
        .multiply(
            hit.ordinal(),
            1,
            start,
            QueryBatch.of(new float[][] {query}),
            (_, _, products, _) -> cosine[0] = products[0] * parts.scale());
    return cosine[0];
  }

  /** A row that may be among the best. */
  private record Hit(
      GallerySegment segment, int ordinal, float value, float bias, BytesRef imageId) {
    static final Comparator<Hit> BEST_FIRST =
        Comparator.comparingDouble(Hit::value).reversed().thenComparing(Hit::imageId);

    static Hit of(GallerySegment segment, int ordinal, float value, float[] biases)
        throws IOException {
      BytesRef imageId = RowDocument.imageId(segment.leaf(), segment.document(ordinal));
      return new Hit(segment, ordinal, value, biases[ordinal], imageId);
    }

    BiasedNeighbour read(float cosine) throws IOException {
      Neighbour neighbour = RowDocument.read(segment.leaf(), segment.document(ordinal), cosine);
      return new BiasedNeighbour(neighbour, bias);
    }
  }
}
