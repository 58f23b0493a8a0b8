package dev.cairn.rerank.gallery;

import dev.cairn.rerank.product.BestRows;
import dev.cairn.rerank.product.QueryBatch;
import dev.cairn.rerank.screen.CandidateRows;
import dev.cairn.rerank.screen.CodeQueries;
import dev.cairn.rerank.screen.Decision;
import dev.cairn.rerank.screen.FloatQueries;
import dev.cairn.rerank.screen.Floors;
import dev.cairn.rerank.screen.ScreenQueries;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;

/**
 * Exact searches over segments. A quick look at all rows leaves candidates, and their products,
 * computed alike wherever a row lies and whatever it was searched with, decide. A query that is
 * left with too many candidates is looked at again more precisely.
 */
final class GallerySearch {
  /** A candidate costs as much as about so many rows in a quick look. */
  private static final int CANDIDATE_COST = 32;

  /** Candidates that are no trouble in any gallery. */
  private static final int FEW_CANDIDATES = 256;

  private final List<GallerySegment> segments;
  private final int count;
  private final long rows;
  private long scanned;
  private long rescored;

  GallerySearch(List<GallerySegment> segments, int count) {
    this.segments = segments;
    this.count = count;
    this.rows = segments.stream().mapToLong(GallerySegment::rows).sum();
  }

  /**
   * The nearest rows of each query, nearest first, of equal ones by image id.
   *
   * @param certified whether to look at eight bits a component first, where a segment has them
   */
  List<List<GalleryHit>> nearest(float[][] queries, boolean certified) throws IOException {
    if (segments.isEmpty()) {
      return Collections.nCopies(queries.length, List.of());
    }
    boolean inCodes = certified && segments.stream().anyMatch(GallerySegment::hasCodes);
    List<CandidateRows[]> candidates = screen(queries, inCodes);
    List<Decided> decided =
        IntStream.range(0, queries.length)
            .parallel()
            .mapToObj(query -> decide(candidates, query, queries[query]))
            .toList();
    List<List<GalleryHit>> nearest = new ArrayList<>();
    List<Integer> doubtful = new ArrayList<>();
    for (int query = 0; query < queries.length; query++) {
      Decided ofQuery = decided.get(query);
      nearest.add(GalleryHit.nearest(segments, ofQuery.best(), count));
      rescored += ofQuery.products();
      if (ofQuery.best().isEmpty()) {
        doubtful.add(query);
      }
    }
    if (!doubtful.isEmpty()) {
      float[][] again = doubtful.stream().map(query -> queries[query]).toArray(float[][]::new);
      List<List<GalleryHit>> found = inCodes ? nearest(again, false) : multiplyAll(again);
      for (int i = 0; i < again.length; i++) {
        nearest.set(doubtful.get(i), found.get(i));
      }
    }
    return nearest;
  }

  SearchCost cost() {
    return new SearchCost(scanned, rescored);
  }

  /** Rows of a segment that one thread looks at. */
  private record Stretch(int segment, int from) {}

  /** The candidates of every segment, one set a query. Uses all processors. */
  private List<CandidateRows[]> screen(float[][] queries, boolean inCodes) {
    Floors floors = new Floors(queries.length);
    boolean allCoded = inCodes && segments.stream().allMatch(GallerySegment::hasCodes);
    // Neither form is made in vain: each copies the whole batch.
    ScreenQueries codes = inCodes ? new CodeQueries(queries) : null;
    ScreenQueries floats = allCoded ? null : new FloatQueries(queries);
    List<Stretch> stretches =
        IntStream.range(0, segments.size())
            .boxed()
            .flatMap(i -> segments.get(i).chunks().mapToObj(from -> new Stretch(i, from)))
            .toList();
    List<CandidateRows[]> found =
        stretches.parallelStream()
            .map(stretch -> {
              GallerySegment segment = segments.get(stretch.segment());
              boolean coded = inCodes && segment.hasCodes();
              return segment.screen(stretch.from(), coded ? codes : floats, coded, count, floors);
            })
            .toList();
    scanned += rows;
    return bySegment(stretches, found);
  }

  private List<CandidateRows[]> bySegment(List<Stretch> stretches, List<CandidateRows[]> found) {
    CandidateRows[][] candidates = new CandidateRows[segments.size()][];
    for (int i = 0; i < found.size(); i++) {
      int segment = stretches.get(i).segment();
      if (candidates[segment] == null) {
        candidates[segment] = found.get(i);
        continue;
      }
      for (int query = 0; query < found.get(i).length; query++) {
        candidates[segment][query].addAll(found.get(i)[query]);
      }
    }
    return List.of(candidates);
  }

  /**
   * What is known of one query.
   *
   * @param best of each segment; none of any where too many rows may be among the nearest
   * @param products computed for it
   */
  private record Decided(List<BestRows> best, long products) {}

  private Decided decide(List<CandidateRows[]> candidates, int query, float[] vector) {
    List<CandidateRows> parts = candidates.stream().map(part -> part[query]).toList();
    long limit = Math.max(FEW_CANDIDATES, rows / CANDIDATE_COST);
    Decision decision = new Decision(vector, parts, count, limit);
    List<BestRows> best = new ArrayList<>();
    for (int i = 0; i < parts.size(); i++) {
      best.add(decision.of(segments.get(i)::row, parts.get(i)));
    }
    return new Decided(decision.tooDear() ? List.of() : best, decision.products());
  }

  /** For queries that many rows are equally near to. */
  private List<List<GalleryHit>> multiplyAll(float[][] queries) throws IOException {
    QueryBatch batch = QueryBatch.of(queries);
    List<BestRows[]> best = segments.stream().map(segment -> segment.scan(batch, count)).toList();
    rescored += rows * queries.length;
    List<List<GalleryHit>> nearest = new ArrayList<>();
    for (int query = 0; query < queries.length; query++) {
      int each = query;
      nearest.add(
          GalleryHit.nearest(segments, best.stream().map(part -> part[each]).toList(), count));
    }
    return nearest;
  }
}
