package dev.cairn.bench.rerank;

import dev.cairn.bench.measure.TemporaryFolder;
import dev.cairn.bench.measure.Timing;
import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.rerank.classes.ClassHead;
import dev.cairn.rerank.classes.ClassIndex;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ForkJoinPool;
import java.util.stream.IntStream;

/** Scores of all classes of a model with as many as the original's. */
record ClassBench(PrintWriter out) {
  private static final int CLASSES = 81_313;
  private static final int SUB_CENTRES = 3;
  private static final int BEST = 5;

  void run() throws Exception {
    ClusteredVectors vectors = new ClusteredVectors(1, CLASSES);
    try (TemporaryFolder folder = TemporaryFolder.make()) {
      Bundle bundle = bundle(folder.path(), vectors);
      long start = System.nanoTime();
      try (ClassHead head = ClassHead.open(bundle);
          ForkJoinPool oneThread = new ForkJoinPool(1)) {
        out.printf(
            "%n%d classes, %d sub-centres, %d-d: %.0f MB mapped a model, opened in %.2f s%n",
            CLASSES,
            SUB_CENTRES,
            vectors.dimension(),
            4e-6 * CLASSES * SUB_CENTRES * vectors.dimension(),
            (System.nanoTime() - start) / 1e9);
        ClassIndex index = new ClassIndex(List.of(head));
        Set<String> present = new HashSet<>(landmarkIds());
        for (int batch : new int[] {1, 8, 32}) {
          float[][][] queries = {queries(vectors, batch)};
          Timing timing =
              Timing.of(
                  3, 15, () -> oneThread.submit(() -> index.best(queries, present, BEST)).get());
          out.printf(
              "batch %2d, one thread: %.2f ms an image at the median, %.2f at best%n",
              batch, 1e3 * timing.medianSeconds() / batch, 1e3 * timing.bestSeconds() / batch);
          out.flush();
        }
      }
    }
  }

  private static float[][] queries(ClusteredVectors vectors, int batch) {
    return IntStream.range(0, batch).mapToObj(i -> vectors.image(-1L - i)).toArray(float[][]::new);
  }

  private static List<String> landmarkIds() {
    return IntStream.range(0, CLASSES).mapToObj(Integer::toString).toList();
  }

  private static Bundle bundle(Path folder, ClusteredVectors vectors) throws IOException {
    float[] weight = new float[CLASSES * SUB_CENTRES * vectors.dimension()];
    IntStream.range(0, CLASSES * SUB_CENTRES)
        .parallel()
        .forEach(row ->
            System.arraycopy(
                vectors.image(row), 0, weight, row * vectors.dimension(), vectors.dimension()));
    Bundle bundle = new Bundle("bench", folder, manifest(vectors.dimension()));
    Safetensors.write(
        bundle.head(),
        Map.of(),
        Map.of("weight", Tensor.ofFloats(weight, CLASSES, SUB_CENTRES, vectors.dimension())));
    StringBuilder classes = new StringBuilder("index,landmark_id,images\n");
    for (String id : landmarkIds()) {
      classes.append(id).append(',').append(id).append(",1\n");
    }
    Files.writeString(bundle.classes(), classes);
    return bundle;
  }

  private static Manifest manifest(int dimension) {
    return new Manifest(
        "bench",
        "none",
        8,
        dimension,
        CLASSES,
        SUB_CENTRES,
        "pixels",
        "embedding",
        Optional.empty(),
        "bench",
        Map.of(),
        Map.of());
  }
}
