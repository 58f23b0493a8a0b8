package dev.cairn.standalone.command;

import dev.cairn.ingest.batch.BatchId;
import dev.cairn.ingest.batch.PublishedBatch;
import dev.cairn.pipeline.folder.PhotoFolder;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.FailedImage;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.Progress;
import dev.cairn.standalone.client.Publication;
import dev.cairn.standalone.gallery.Announcements;
import dev.cairn.standalone.gallery.Arrival;
import dev.cairn.standalone.gallery.GalleryScan;
import dev.cairn.standalone.gallery.Replaced;
import dev.cairn.standalone.gallery.Silence;
import dev.cairn.standalone.training.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "add",
    mixinStandardHelpOptions = true,
    description = {
      "Adds photographs of one landmark to the gallery, and waits until they are in it.",
      "",
      "  cairn gallery add red-bridge holiday/IMG_2041.jpg holiday/IMG_2042.jpg",
      "  cairn gallery add red-bridge bridge-photos/",
      "",
      "An image id is the file's name without its ending, made unique. Where one names another"
          + " photograph of the gallery already, nothing is added, unless --replace is given, which"
          + " also spares the time to look. Photographs that cannot be embedded are told with their"
          + " codes, and the exit code is then 1. Ctrl-C ends only the waiting.",
      ""
    })
final class GalleryAddCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;
  @Mixin EnsembleOption ensemble;

  @Parameters(index = "0", paramLabel = "LANDMARK", description = "The landmark's id.")
  String landmark;

  @Parameters(
      index = "1..*",
      arity = "1..*",
      paramLabel = "FILE|DIR",
      description = "Photographs, or folders that hold them at any depth.")
  List<Path> places;

  @Option(names = "--replace", description = "Take the place of photographs with the same id.")
  boolean replace;

  @Option(names = "--no-wait", description = "Return when the broker has the photographs.")
  boolean noWait;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    if (landmark.isBlank() || Files.isRegularFile(Path.of(landmark))) {
      throw new ParameterException(
          spec.commandLine(),
          "'%s' is no landmark: its id comes first, then the photographs".formatted(landmark));
    }
    PhotoFolder photos = PhotoFolder.landmark(landmark, places, PhotoFolder.MAX_IMAGE_BYTES);
    Installation cairn = connection.connect();
    if (!replace) {
      checkReplacesNone(cairn, photos);
    }
    try (Arrival arrival = Arrival.fromNow(cairn)) {
      PublishedBatch batch =
          Publication.publish(cairn, BatchId.create(Clock.systemUTC()), photos, "publishing");
      PrintWriter out = spec.commandLine().getOut();
      BatchLines.of(batch).forEach(out::println);
      out.flush();
      if (noWait) {
        return 0;
      }
      if (Announcements.read(cairn).serving(ensemble.name).isEmpty()) {
        out.printf(
            "Ensemble %s serves nothing yet: they are embedded once a model is promoted.%n",
            ensemble.name);
        return 0;
      }
      await(arrival, batch);
      return report(out, arrival);
    }
  }

  private static void checkReplacesNone(Installation cairn, PhotoFolder photos) throws IOException {
    Replaced replaced = new Replaced(photos);
    try (GalleryScan scan = new GalleryScan(cairn, replaced.watch())) {
      scan.readAll();
    }
    replaced.checkNone();
  }

  private static void await(Arrival arrival, PublishedBatch batch) {
    try (Progress progress = Progress.start("embedding", batch.images())) {
      Silence silence = new Silence();
      arrival.await(
          batch.id().value(),
          batch.images(),
          done -> {
            progress.at(done);
            progress.note(silence.note(done));
          });
    }
  }

  private int report(PrintWriter out, Arrival arrival) {
    out.printf(
        "In the gallery: %s of %s.%n",
        Words.count(arrival.arrived(), "photograph"), Words.line(landmark));
    for (FailedImage failed : arrival.failed()) {
      out.printf(
          "  %s failed: %s %s%n",
          Words.line(failed.imageId()), failed.code(), Words.line(failed.message()));
    }
    return arrival.failed().isEmpty() ? 0 : 1;
  }
}
