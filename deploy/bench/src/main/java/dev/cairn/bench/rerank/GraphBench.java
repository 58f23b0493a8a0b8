package dev.cairn.bench.rerank;

import dev.cairn.bench.measure.Effort;
import dev.cairn.bench.measure.TemporaryFolder;
import dev.cairn.rerank.gallery.GalleryAnswer;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.LuceneGalleryIndex;
import dev.cairn.rerank.gallery.SearchMode;
import dev.cairn.schemas.avro.Neighbour;
import java.io.PrintWriter;
import java.util.List;

/** Searches along the graph beside exact ones, and how many of the nearest rows they find. */
record GraphBench(PrintWriter out, int rows) {
  private static final int BATCH = 32;
  private static final int BATCHES = 20;

  void run() throws Exception {
    ClusteredVectors vectors = BenchGallery.vectors(1, rows);
    try (TemporaryFolder folder = TemporaryFolder.make();
        GalleryIndex index = LuceneGalleryIndex.open(folder.path(), SearchMode.APPROXIMATE)) {
      BenchGallery gallery = new BenchGallery(index, vectors);
      Effort filling =
          Effort.of(() -> {
            gallery.fill(0, rows);
            gallery.commit();
          });
      out.printf(
          "%n%d-d, %d rows: filled in %.0f s, graph and drawing of vectors included%n",
          vectors.dimension(), rows, filling.seconds());
      compare(gallery);
    }
  }

  private void compare(BenchGallery gallery) throws Exception {
    Sum near = new Sum();
    Sum exact = new Sum();
    int found = 0;
    for (int batch = -1; batch < BATCHES; batch++) {
      float[][] queries = gallery.queries(Math.max(0, batch), BATCH);
      GalleryAnswer ofGraph =
          near.add(
              batch,
              () ->
                  gallery.index().search(BenchGallery.ENSEMBLE, queries, BenchGallery.NEIGHBOURS));
      GalleryAnswer ofAll =
          exact.add(
              batch,
              () ->
                  gallery
                      .index()
                      .searchExactly(BenchGallery.ENSEMBLE, queries, BenchGallery.NEIGHBOURS));
      found += batch < 0 ? 0 : common(ofGraph, ofAll);
    }
    near.print("graph");
    exact.print("exact");
    out.printf(
        "recall at %d: %.4f%n",
        BenchGallery.NEIGHBOURS, (double) found / (BATCH * BATCHES * BenchGallery.NEIGHBOURS));
    out.flush();
  }

  private static int common(GalleryAnswer ofGraph, GalleryAnswer ofAll) {
    int common = 0;
    for (int query = 0; query < BATCH; query++) {
      List<String> near = ids(ofGraph.neighbours().get(query));
      common += (int) ids(ofAll.neighbours().get(query)).stream().filter(near::contains).count();
    }
    return common;
  }

  private static List<String> ids(List<Neighbour> neighbours) {
    return neighbours.stream().map(Neighbour::getImageId).toList();
  }

  /** What the searches of one kind took. */
  private final class Sum {
    private double seconds;
    private double processorSeconds;
    private long scanned;

    interface Search {
      GalleryAnswer run() throws Exception;
    }

    /** Counts nothing before the first batch, which warms up. */
    GalleryAnswer add(int batch, Search search) throws Exception {
      GalleryAnswer[] answer = new GalleryAnswer[1];
      Effort effort = Effort.of(() -> answer[0] = search.run());
      if (batch >= 0) {
        seconds += effort.seconds();
        processorSeconds += effort.processorSeconds();
        scanned += answer[0].cost().scanned();
      }
      return answer[0];
    }

    void print(String what) {
      int queries = BATCH * BATCHES;
      out.printf(
          "batch %d, %s: %.1f queries/s, %.2f ms of cpu a query, %d rows looked at a batch%n",
          BATCH, what, queries / seconds, 1e3 * processorSeconds / queries, scanned / BATCHES);
    }
  }
}
