package dev.cairn.bench.rerank;

import dev.cairn.rerank.gallery.Checkpoint;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.GalleryRow;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;

/** Fills a gallery and asks it. */
record BenchGallery(GalleryIndex index, ClusteredVectors vectors) {
  static final String ENSEMBLE = "e".repeat(64);
  static final int NEIGHBOURS = 5;

  private static final int BLOCK = 2000;

  /** Vectors for so many rows, about twenty a landmark. */
  static ClusteredVectors vectors(int models, int rows) {
    return new ClusteredVectors(models, Math.max(1, rows / 20));
  }

  void fill(int from, int to) throws IOException {
    for (int block = from; block < to; block += BLOCK) {
      List<GalleryRow> rows =
          IntStream.range(block, Math.min(to, block + BLOCK))
              .parallel()
              .mapToObj(this::row)
              .toList();
      for (GalleryRow row : rows) {
        index.upsert(row, 0);
      }
    }
  }

  GalleryRow row(int number) {
    return new GalleryRow(
        "image-%08d".formatted(number),
        "landmark-" + number % 1000,
        ENSEMBLE,
        vectors.image(number),
        null);
  }

  void commit() throws IOException {
    index.commit(new Checkpoint("bench", Map.of(0, index.rows()), Instant.now()));
  }

  /** Queries of a batch: half of them show a landmark of the gallery. */
  float[][] queries(int batch, int size) {
    return IntStream.range(0, size)
        .parallel()
        .mapToObj(i -> vectors.image(-1L - (long) batch * size - i))
        .toArray(float[][]::new);
  }
}
