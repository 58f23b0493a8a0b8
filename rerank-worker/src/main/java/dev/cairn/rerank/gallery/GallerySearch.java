package dev.cairn.rerank.gallery;

import dev.cairn.rerank.product.BestRows;
import dev.cairn.rerank.product.QueryBatch;
import dev.cairn.rerank.screen.CandidateRows;
import dev.cairn.rerank.screen.CodeQueries;
import dev.cairn.rerank.screen.FloatQueries;
import dev.cairn.rerank.screen.ScreenQueries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * One exact search over segments. A quick look at all rows leaves candidates; their products,
 * computed alike wherever a row lies and whatever it was searched with, decide. A segment with too
 * many candidates gets the products of all its rows.
 */
final class GallerySearch {
  private final float[][] queries;
  private final int count;
  private final boolean certified;
  private final List<List<GalleryHit>> hits = new ArrayList<>();
  private ScreenQueries floats;
  private ScreenQueries codes;
  private long scanned;
  private long rescored;

  /**
   * @param certified whether to look at eight bits a component where a segment has them
   */
  GallerySearch(float[][] queries, int count, boolean certified) {
    this.queries = queries;
    this.count = count;
    this.certified = certified;
    for (int query = 0; query < queries.length; query++) {
      hits.add(new ArrayList<>());
    }
  }

  /** The nearest rows of each query, nearest first, of equal ones by image id. */
  List<List<GalleryHit>> over(List<GallerySegment> segments) throws IOException {
    List<Screened> screened = new ArrayList<>();
    for (GallerySegment segment : segments) {
      boolean inCodes = certified && segment.hasCodes();
      Optional<CandidateRows[]> candidates =
          segment.screen(inCodes ? codes() : floats(), inCodes, count);
      scanned += segment.rows();
      if (candidates.isPresent()) {
        screened.add(new Screened(segment, candidates.get()));
      } else {
        addAll(segment, segment.scan(QueryBatch.of(queries), count));
        rescored += (long) segment.rows() * queries.length;
      }
    }
    rescore(screened);
    return hits.stream().map(found -> GalleryHit.nearest(found, count)).toList();
  }

  private ScreenQueries floats() {
    if (floats == null) {
      floats = new FloatQueries(queries);
    }
    return floats;
  }

  private ScreenQueries codes() {
    if (codes == null) {
      codes = new CodeQueries(queries);
    }
    return codes;
  }

  SearchCost cost() {
    return new SearchCost(scanned, rescored);
  }

  /** A segment and its candidates, one a query. */
  private record Screened(GallerySegment segment, CandidateRows[] candidates) {}

  private void rescore(List<Screened> screened) throws IOException {
    if (screened.isEmpty()) {
      return;
    }
    float[] floors = new float[queries.length];
    for (int query = 0; query < queries.length; query++) {
      int each = query;
      floors[query] =
          CandidateRows.floor(screened.stream().map(part -> part.candidates()[each]).toList());
    }
    for (Screened part : screened) {
      int[][] rows =
          IntStream.range(0, queries.length)
              .mapToObj(query -> part.candidates()[query].rows(floors[query]))
              .toArray(int[][]::new);
      BestRows[] best =
          IntStream.range(0, queries.length)
              .parallel()
              .mapToObj(query -> part.segment().best(rows[query], queries[query], count))
              .toArray(BestRows[]::new);
      for (int[] each : rows) {
        rescored += each.length;
      }
      addAll(part.segment(), best);
    }
  }

  private void addAll(GallerySegment segment, BestRows[] best) throws IOException {
    for (int query = 0; query < best.length; query++) {
      GalleryHit.addAll(segment, best[query], hits.get(query));
    }
  }
}
