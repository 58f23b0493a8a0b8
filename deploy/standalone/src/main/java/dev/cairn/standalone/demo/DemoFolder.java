package dev.cairn.standalone.demo;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.standalone.up.WorkFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.stream.Stream;

/** The demo's work folder: emptied by every run, but never when it holds anybody else's data. */
record DemoFolder(WorkFolder work) {
  private static final String MARK = "made-by-cairn-demo";

  /**
   * Makes an empty work folder.
   *
   * @throws CairnException when topics lie there that no demo has made
   */
  static DemoFolder fresh(Path root) throws IOException {
    WorkFolder work = new WorkFolder(root);
    Path mark = root.resolve(MARK);
    if (Files.exists(work.broker()) && !Files.exists(mark)) {
      throw new CairnException(
          ErrorCode.STORE_IN_USE,
          "%s holds the data of a `cairn up`, and the demo starts from nothing: choose another folder with --work"
              .formatted(root));
    }
    work.create();
    Files.writeString(mark, "Each `cairn demo` empties this folder's broker, store and index.\n");
    for (Path folder : new Path[] {work.broker(), work.store(), work.index(), work.training()}) {
      delete(folder);
    }
    return new DemoFolder(work);
  }

  private static void delete(Path folder) throws IOException {
    if (!Files.exists(folder)) {
      return;
    }
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }

  Path photographs() {
    return work.root().resolve("photographs");
  }

  Path predictions() {
    return work.root().resolve("predictions.csv");
  }

  Path truth() {
    return work.root().resolve("truth.csv");
  }

  Path report() {
    return work.root().resolve("report.html");
  }
}
