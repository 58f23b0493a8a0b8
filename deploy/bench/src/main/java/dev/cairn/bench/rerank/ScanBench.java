package dev.cairn.bench.rerank;

import dev.cairn.bench.measure.Effort;
import dev.cairn.bench.measure.TemporaryFolder;
import dev.cairn.rerank.gallery.GalleryAnswer;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.LuceneGalleryIndex;
import dev.cairn.rerank.gallery.SearchMode;
import dev.cairn.schemas.avro.Neighbour;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;

/** The same queries exactly and certified, in turns, and whether the answers differ. */
final class ScanBench {
  /** Those that give the same answers. */
  static final List<SearchMode> MODES = List.of(SearchMode.EXACT, SearchMode.CERTIFIED);

  private static final int ROUNDS = 5;
  private static final int[] SMALL_BATCHES = {1, 8};
  private static final int BATCH = 32;

  /** Images of the original's training set. */
  private static final int WHOLE_SET = 4_132_914;

  private final PrintWriter out;
  private final MachineLimits limits;

  ScanBench(PrintWriter out, MachineLimits limits) {
    this.out = out;
    this.limits = limits;
  }

  /** Grows one gallery from step to step. */
  void run(int models, List<Integer> steps, int queries) throws Exception {
    ClusteredVectors vectors = BenchGallery.vectors(models, steps.getLast());
    out.printf(
        "%n%d-d%n%-9s %5s %-10s %10s %14s %9s %9s %12s %10s%n",
        vectors.dimension(),
        "rows",
        "batch",
        "",
        "queries/s",
        "ms of cpu/query",
        "GB/s",
        "GFLOP/s",
        "re-scored",
        "differing");
    try (TemporaryFolder folder = TemporaryFolder.make()) {
      int rows = 0;
      for (int step : steps) {
        try (GalleryIndex index = LuceneGalleryIndex.open(folder.path(), SearchMode.CERTIFIED)) {
          BenchGallery gallery = new BenchGallery(index, vectors);
          gallery.fill(rows, step);
          gallery.commit();
        }
        rows = step;
        boolean last = step == steps.getLast();
        for (int batch : last ? SMALL_BATCHES : new int[0]) {
          measure(folder.path(), vectors, rows, batch, 20 * batch);
        }
        Map<SearchMode, Tally> tallies =
            measure(folder.path(), vectors, rows, BATCH, last ? queries : 20 * BATCH);
        if (last) {
          tallies.forEach((mode, tally) -> printWholeSet(mode, tally, step, vectors));
        }
      }
    }
  }

  private Map<SearchMode, Tally> measure(
      Path folder, ClusteredVectors vectors, int rows, int batch, int queries) throws Exception {
    int batches = Math.ceilDiv(queries, batch * ROUNDS);
    Map<SearchMode, Tally> tallies = new EnumMap<>(SearchMode.class);
    int differing = 0;
    for (int round = -1; round < ROUNDS; round++) {
      Map<SearchMode, List<List<Neighbour>>> answers = new EnumMap<>(SearchMode.class);
      for (SearchMode mode : MODES) {
        try (GalleryIndex index = LuceneGalleryIndex.open(folder, mode)) {
          BenchGallery gallery = new BenchGallery(index, vectors);
          if (round < 0) {
            search(gallery, 0, 1, batch, new Tally());
            continue;
          }
          Tally tally = tallies.computeIfAbsent(mode, _ -> new Tally());
          answers.put(mode, search(gallery, round * batches, batches, batch, tally));
        }
      }
      differing += differences(answers);
    }
    for (SearchMode mode : MODES) {
      print(mode, tallies.get(mode), rows, vectors.dimension(), batch, differing);
    }
    return tallies;
  }

  /** A search takes time as rows do, as long as they fit in memory. */
  private void printWholeSet(SearchMode mode, Tally tally, int rows, ClusteredVectors vectors) {
    double times = (double) WHOLE_SET / rows;
    out.printf(
        "%-9d %5d %-10s %10.1f %14.2f  by arithmetic; %.1f GB are read for a batch%n",
        WHOLE_SET,
        BATCH,
        mode.name().toLowerCase(Locale.ROOT),
        tally.queries / tally.seconds / times,
        1e3 * tally.processorSeconds / tally.queries * times,
        WHOLE_SET * rowBytes(mode, vectors.dimension()) / 1e9);
    out.flush();
  }

  private static double rowBytes(SearchMode mode, int dimension) {
    return mode == SearchMode.EXACT ? 4.0 * dimension : dimension;
  }

  /** Nothing, when a round has no answers. */
  private static int differences(Map<SearchMode, List<List<Neighbour>>> answers) {
    int differing = 0;
    List<List<Neighbour>> exact = answers.getOrDefault(SearchMode.EXACT, List.of());
    for (int i = 0; i < exact.size(); i++) {
      differing += exact.get(i).equals(answers.get(SearchMode.CERTIFIED).get(i)) ? 0 : 1;
    }
    return differing;
  }

  /** What the searches of one mode took. */
  private static final class Tally {
    private int queries;
    private double seconds;
    private double processorSeconds;
    private long rescored;
  }

  private static List<List<Neighbour>> search(
      BenchGallery gallery, int first, int batches, int size, Tally tally) throws Exception {
    List<List<Neighbour>> found = new ArrayList<>();
    for (int batch = first; batch < first + batches; batch++) {
      float[][] queries = gallery.queries(batch, size);
      GalleryAnswer[] answer = new GalleryAnswer[1];
      Effort effort =
          Effort.of(() ->
              answer[0] =
                  gallery.index().search(BenchGallery.ENSEMBLE, queries, BenchGallery.NEIGHBOURS));
      tally.queries += size;
      tally.seconds += effort.seconds();
      tally.processorSeconds += effort.processorSeconds();
      tally.rescored += answer[0].cost().rescored();
      found.addAll(answer[0].neighbours());
    }
    return found;
  }

  private void print(
      SearchMode mode, Tally tally, int rows, int dimension, int batch, int differing) {
    double rowBytes = rowBytes(mode, dimension);
    double searches = (double) tally.queries / batch / tally.seconds;
    out.printf(
        "%-9d %5d %-10s %10.1f %14.2f %5.1f %3.0f%% %5.0f %3.0f%% %11.1f %10s%n",
        rows,
        batch,
        mode.name().toLowerCase(Locale.ROOT),
        tally.queries / tally.seconds,
        1e3 * tally.processorSeconds / tally.queries,
        rows * rowBytes * searches / 1e9,
        100 * rows * rowBytes * searches / limits.bytesPerSecond(),
        2.0 * rows * dimension * batch * searches / 1e9,
        200.0 * rows * dimension * batch * searches / limits.flopsPerSecond(),
        (double) tally.rescored / tally.queries,
        mode == SearchMode.EXACT ? "" : differing + " of " + tally.queries);
    out.flush();
  }
}
