package dev.cairn.rerank.gallery;

import dev.cairn.rerank.product.BestRows;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.IntStream;

/** Searches along the graphs of segments; the products of what they lead to decide. */
final class GraphSearch {
  /** Rows that each graph is asked for, for each neighbour wanted. */
  private static final int OVERSAMPLING = 20;

  private final List<GallerySegment> segments;
  private final int count;
  private final AtomicLong visited = new AtomicLong();
  private final AtomicLong rescored = new AtomicLong();

  GraphSearch(List<GallerySegment> segments, int count) {
    this.segments = segments;
    this.count = count;
  }

  /** Near rows of each query, nearest first, of equal ones by image id. */
  List<List<GalleryHit>> near(float[][] queries) throws IOException {
    List<List<BestRows>> best =
        IntStream.range(0, queries.length)
            .parallel()
            .mapToObj(query -> segments.stream().map(of -> best(of, queries[query])).toList())
            .toList();
    List<List<GalleryHit>> near = new ArrayList<>();
    for (List<BestRows> ofQuery : best) {
      near.add(GalleryHit.nearest(segments, ofQuery, count));
    }
    return near;
  }

  SearchCost cost() {
    return new SearchCost(visited.get(), rescored.get());
  }

  private BestRows best(GallerySegment segment, float[] query) {
    try {
      GallerySegment.Near near = segment.near(query, OVERSAMPLING * count);
      visited.addAndGet(near.visited());
      rescored.addAndGet(near.ordinals().length);
      return segment.best(near.ordinals(), query, count);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
