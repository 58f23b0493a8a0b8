package dev.cairn.bench.rerank;

import dev.cairn.bench.measure.TemporaryFolder;
import dev.cairn.rerank.gallery.GalleryAnswer;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.LuceneGalleryIndex;
import dev.cairn.rerank.gallery.SearchMode;
import dev.cairn.train.trainer.TrainerJvm;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** How soon a new process answers from the store of one that was killed. */
record ReopenBench(PrintWriter out, int rows) {

  void run(SearchMode mode) throws IOException, InterruptedException {
    try (TemporaryFolder folder = TemporaryFolder.make()) {
      Process filling = start("fill", folder.path(), mode);
      try (BufferedReader lines = filling.inputReader()) {
        String committed = lines.readLine();
        if (committed == null) {
          throw new IOException("The process that fills the store ended");
        }
      } finally {
        filling.destroyForcibly().waitFor();
      }
      Process answering = start("answer", folder.path(), mode);
      try (BufferedReader lines = answering.inputReader()) {
        out.printf("reopened after a kill, 512-d, %s: %s%n", mode, lines.readLine());
        out.flush();
      }
      answering.waitFor();
    }
  }

  private Process start(String what, Path folder, SearchMode mode) throws IOException {
    List<String> command = new ArrayList<>();
    command.add(TrainerJvm.executable());
    command.addAll(
        List.of(
            "--add-modules=jdk.incubator.vector",
            "--enable-native-access=ALL-UNNAMED",
            "--sun-misc-unsafe-memory-access=allow",
            Child.class.getName(),
            what,
            folder.toString(),
            mode.name(),
            Integer.toString(rows)));
    ProcessBuilder process =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.DISCARD);
    process
        .environment()
        .put("CLASSPATH", TrainerJvm.classPath(System.getProperty("java.class.path")));
    return process.start();
  }

  /** The program of both processes. */
  static final class Child {

    private Child() {}

    /** Fills and goes on writing until it is killed, or answers once. */
    public static void main(String[] args) throws IOException {
      int rows = Integer.parseInt(args[3]);
      ClusteredVectors vectors = BenchGallery.vectors(1, rows);
      float[][] query = new BenchGallery(null, vectors).queries(0, 1);
      long start = System.nanoTime();
      try (GalleryIndex index =
          LuceneGalleryIndex.open(Path.of(args[1]), SearchMode.valueOf(args[2]))) {
        BenchGallery gallery = new BenchGallery(index, vectors);
        if (args[0].equals("answer")) {
          double opened = (System.nanoTime() - start) / 1e9;
          GalleryAnswer answer =
              index.search(BenchGallery.ENSEMBLE, query, BenchGallery.NEIGHBOURS);
          System.out.printf(
              "opened in %.2f s, first answer of %d rows after %.2f s, next record %d%n",
              opened,
              answer.images(),
              (System.nanoTime() - start) / 1e9,
              index.checkpoint().orElseThrow().offsets().get(0));
          return;
        }
        gallery.fill(0, rows);
        gallery.commit();
        System.out.println("committed");
        for (int row = 0; ; row++) {
          index.upsert(gallery.row(row % rows), row);
        }
      }
    }
  }
}
