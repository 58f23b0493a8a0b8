package dev.cairn.rerank.opensearch;

import dev.cairn.schemas.avro.Neighbour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.opensearch.client.opensearch.core.search.Hit;

/**
 * What a search found.
 *
 * @param neighbours one list a query, highest cosine first, equal ones by image id
 * @param certain true when these are the nearest of all rows beyond doubt
 * @param rescored rows that were multiplied in this process, summed over the queries
 */
record NearestRows(List<List<Neighbour>> neighbours, boolean certain, long rescored) {
  /** Rows asked for beyond those that are wanted. */
  private static final int MARGIN = 5;

  private static final int GROWTH = 4;

  /** No search gives more without a change of its index's settings. */
  private static final int MOST_ROWS = 10_000;

  /** Components in one answer: about 25 MB of text. */
  private static final int MOST_COMPONENTS = 1 << 21;

  /**
   * Searches for more and more rows until those that are found decide; where a gallery has many
   * equal rows they may not, and then it ends with what one answer can hold.
   */
  static NearestRows search(
      RowSearch search, Patience patience, String alias, float[][] queries, int count)
      throws IOException {
    int dimension = queries[0].length;
    int most = Math.max(count, Math.min(MOST_ROWS, MOST_COMPONENTS / dimension));
    List<List<Neighbour>> neighbours =
        new ArrayList<>(Collections.nCopies(queries.length, List.of()));
    List<Integer> open = IntStream.range(0, queries.length).boxed().toList();
    long rescored = 0;
    for (int size = Math.min(most, count + MARGIN); ; size = Math.min(most, size * GROWTH)) {
      List<Integer> undecided = new ArrayList<>();
      int together = Math.max(1, MOST_COMPONENTS / (size * dimension));
      for (int from = 0; from < open.size(); from += together) {
        List<Integer> places = open.subList(from, Math.min(open.size(), from + together));
        List<float[]> asked = places.stream().map(place -> queries[place]).toList();
        int wanted = size;
        List<List<Hit<RowSource>>> found = patience.make(() -> search.find(alias, asked, wanted));
        for (int i = 0; i < found.size(); i++) {
          boolean complete = found.get(i).size() < size;
          Candidates candidates = Candidates.of(asked.get(i), found.get(i), complete);
          neighbours.set(places.get(i), candidates.nearest(count));
          rescored += found.get(i).size();
          if (!candidates.decide(count)) {
            undecided.add(places.get(i));
          }
        }
      }
      boolean certain = undecided.isEmpty() && search.kind() == VectorSearch.EXACT;
      if (undecided.isEmpty() || search.kind() == VectorSearch.APPROXIMATE || size == most) {
        return new NearestRows(neighbours, certain, rescored);
      }
      open = undecided;
    }
  }
}
