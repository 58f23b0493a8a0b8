package dev.cairn.standalone.demo.render;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;

/** Writes the demo's photographs to a folder that can be published as it is. */
public final class DemoPhotographs {

  public static final int GALLERY_PER_LANDMARK = 16;
  public static final int QUERIES_PER_LANDMARK = 6;
  public static final int NON_LANDMARKS = 40;

  /** Hears how far the drawing is; called from several threads. */
  @FunctionalInterface
  public interface Progress {
    void drawn(int done, int total);
  }

  private record Photograph(Path file, Supplier<byte[]> jpeg) {}

  private DemoPhotographs() {}

  /**
   * Draws {@code gallery/<landmark>/<landmark>-gNN.jpg}, {@code queries/<landmark>/
   * <landmark>-qNN.jpg} and {@code non-landmark/everyday-NN.jpg}, on all processors. A photograph
   * that is already there stays as it is, so that an interrupted run goes on where it stopped.
   *
   * @throws IOException when the folder cannot be written
   */
  public static void write(Path folder, long seed, Progress progress) throws IOException {
    List<Photograph> photographs = photographs(folder, seed);
    for (Photograph photograph : photographs) {
      Files.createDirectories(photograph.file().getParent());
    }
    AtomicInteger done = new AtomicInteger();
    try {
      photographs.parallelStream()
          .forEach(photograph -> {
            draw(photograph);
            progress.drawn(done.incrementAndGet(), photographs.size());
          });
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  private static List<Photograph> photographs(Path folder, long seed) {
    List<Photograph> all = new ArrayList<>();
    for (String landmark : LandmarkRenderer.landmarks()) {
      for (int i = 0; i < GALLERY_PER_LANDMARK + QUERIES_PER_LANDMARK; i++) {
        int index = i;
        boolean gallery = i < GALLERY_PER_LANDMARK;
        Path file =
            folder
                .resolve(gallery ? "gallery" : "queries")
                .resolve(landmark)
                .resolve(
                    gallery
                        ? name(landmark + "-g", i)
                        : name(landmark + "-q", i - GALLERY_PER_LANDMARK));
        all.add(new Photograph(file, () -> LandmarkRenderer.photograph(landmark, index, seed)));
      }
    }
    for (int i = 0; i < NON_LANDMARKS; i++) {
      int index = i;
      all.add(
          new Photograph(
              folder.resolve("non-landmark").resolve(name("everyday-", i)),
              () -> LandmarkRenderer.nonLandmark(index, seed)));
    }
    return all;
  }

  private static String name(String prefix, int number) {
    return String.format(Locale.ROOT, "%s%02d.jpg", prefix, number);
  }

  private static void draw(Photograph photograph) {
    if (Files.exists(photograph.file())) {
      return;
    }
    try {
      Path partial = photograph.file().resolveSibling(photograph.file().getFileName() + ".part");
      Files.write(partial, photograph.jpeg().get());
      Files.move(partial, photograph.file(), StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
