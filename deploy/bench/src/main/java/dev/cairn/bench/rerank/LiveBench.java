package dev.cairn.bench.rerank;

import dev.cairn.bench.measure.Effort;
import dev.cairn.bench.measure.TemporaryFolder;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.GalleryRow;
import dev.cairn.rerank.gallery.LuceneGalleryIndex;
import dev.cairn.rerank.gallery.SearchMode;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;

/** Rows that come and go while the gallery is searched. */
record LiveBench(PrintWriter out, int rows) {

  void run(SearchMode mode) throws Exception {
    ClusteredVectors vectors = BenchGallery.vectors(1, rows);
    GalleryRow[] all = new GalleryRow[rows];
    try (TemporaryFolder folder = TemporaryFolder.make();
        GalleryIndex index = LuceneGalleryIndex.open(folder.path(), mode)) {
      BenchGallery gallery = new BenchGallery(index, vectors);
      Arrays.parallelSetAll(all, gallery::row);
      float[][] queries = gallery.queries(0, 1);
      AtomicBoolean written = new AtomicBoolean();
      CompletableFuture<Integer> searches =
          CompletableFuture.supplyAsync(() -> searchUntil(written, index, queries));
      Effort effort =
          Effort.of(() -> {
            for (int i = 0; i < rows; i++) {
              index.upsert(all[i], i);
              if (i % 10 == 9) {
                index.delete(all[i - 5].key(), i);
              }
            }
            gallery.commit();
          });
      written.set(true);
      out.printf(
          "live, %d-d, %s: %.0f upserts and %.0f deletes a second, %.1f searches a second beside them%n",
          vectors.dimension(),
          mode,
          rows / effort.seconds(),
          rows / 10 / effort.seconds(),
          searches.join() / effort.seconds());
      out.flush();
    }
  }

  private static int searchUntil(AtomicBoolean written, GalleryIndex index, float[][] queries) {
    int searches = 0;
    while (!written.get()) {
      try {
        index.search(BenchGallery.ENSEMBLE, queries, BenchGallery.NEIGHBOURS);
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      searches++;
    }
    return searches;
  }
}
