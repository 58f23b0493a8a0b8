package dev.cairn.standalone.command;

import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.gallery.Gallery;
import dev.cairn.standalone.gallery.GalleryScan;
import dev.cairn.standalone.gallery.Generation;
import dev.cairn.standalone.gallery.GenerationDrop;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "drop",
    mixinStandardHelpOptions = true,
    description = {
      "Removes all rows of a generation of the gallery.",
      "",
      "  cairn gallery drop b81e44d0c2aa",
      "",
      "Refused for one that any ensemble serves or makes. The photographs stay in the store, and"
          + " the generation can be made again with `cairn gallery rebuild`.",
      ""
    })
final class GalleryDropCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;

  @Parameters(
      paramLabel = "ENSEMBLE_DIGEST",
      description = "The start of the generation's digest, as `cairn gallery list` shows it.")
  String digest;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Installation cairn = connection.connect();
    try (GalleryScan scan = new GalleryScan(cairn)) {
      Gallery gallery = scan.readAll();
      Generation generation = gallery.complete(digest);
      int rows = new GenerationDrop(cairn, gallery).drop(generation);
      spec.commandLine()
          .getOut()
          .printf("Generation %s: %d rows removed.%n", generation.ensembleDigest(), rows);
    }
    return 0;
  }
}
