package dev.cairn.rerank.opensearch;

import dev.cairn.schemas.avro.Neighbour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.opensearch.client.opensearch.core.search.Hit;

/**
 * One search of a batch of queries: asks for more and more rows until those that are found decide.
 * Where a gallery has many equal rows they may not, and then it ends with what one answer can hold.
 */
final class NearestSearch {
  /** Rows asked for beyond those that are wanted. */
  private static final int MARGIN = 5;

  private static final int GROWTH = 4;

  /** No search gives more without a change of its index's settings. */
  private static final int MOST_ROWS = 10_000;

  /** Components in one answer: about 25 MB of text. */
  private static final int MOST_COMPONENTS = 1 << 21;

  private final RowSearch search;
  private final Patience patience;
  private final String alias;
  private final float[][] queries;
  private final int count;
  private final List<List<Neighbour>> neighbours;
  private long rescored;

  /**
   * @param queries of the rows' dimension
   * @param count of rows wanted for each
   */
  NearestSearch(RowSearch search, Patience patience, String alias, float[][] queries, int count) {
    this.search = search;
    this.patience = patience;
    this.alias = alias;
    this.queries = queries;
    this.count = count;
    this.neighbours = new ArrayList<>(Collections.nCopies(queries.length, List.of()));
  }

  NearestRows run() throws IOException {
    int most = Math.max(count, Math.min(MOST_ROWS, MOST_COMPONENTS / queries[0].length));
    int size = Math.min(most, count + MARGIN);
    List<Integer> open = ask(IntStream.range(0, queries.length).boxed().toList(), size);
    while (search.kind() == VectorSearch.EXACT && !open.isEmpty() && size < most) {
      size = Math.min(most, size * GROWTH);
      open = ask(open, size);
    }
    boolean certain = search.kind() == VectorSearch.EXACT && open.isEmpty();
    return new NearestRows(neighbours, certain, rescored);
  }

  /** Asks for so many rows for the queries at these places, and returns the undecided ones. */
  private List<Integer> ask(List<Integer> places, int size) throws IOException {
    List<Integer> undecided = new ArrayList<>();
    int together = Math.max(1, MOST_COMPONENTS / (size * queries[0].length));
    for (int from = 0; from < places.size(); from += together) {
      List<Integer> part = places.subList(from, Math.min(places.size(), from + together));
      List<float[]> asked = part.stream().map(place -> queries[place]).toList();
      List<List<Hit<RowSource>>> found = patience.make(() -> search.find(alias, asked, size));
      for (int i = 0; i < found.size(); i++) {
        if (!decides(part.get(i), found.get(i), size)) {
          undecided.add(part.get(i));
        }
      }
    }
    return undecided;
  }

  private boolean decides(int place, List<Hit<RowSource>> found, int size) {
    boolean complete = found.size() < size;
    Candidates candidates = Candidates.of(queries[place], found, complete);
    neighbours.set(place, candidates.nearest(count));
    rescored += found.size();
    return candidates.decide(count);
  }
}
