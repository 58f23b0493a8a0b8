package dev.cairn.standalone.command;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.gallery.BlobCensus;
import dev.cairn.standalone.gallery.Gallery;
import dev.cairn.standalone.gallery.GalleryScan;
import dev.cairn.standalone.gallery.GenerationStats;
import java.io.IOException;
import java.io.PrintWriter;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "stats",
    mixinStandardHelpOptions = true,
    description = {
      "Shows every generation of the gallery in figures.",
      "",
      "  cairn gallery stats",
      "  cairn gallery stats --json | jq '.[] | {generation, images}'",
      "",
      "Dimension and bytes are of the vectors of all its models. Not in the store are images whose"
          + " photograph is missing there or has another size: no other generation can be made of"
          + " them. Reads the whole gallery, which takes a while where it is large.",
      ""
    })
final class GalleryStatsCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;

  @Option(names = "--json", description = "Print the figures as a JSON array.")
  boolean json;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Installation cairn = connection.connect();
    BlobCensus census = new BlobCensus(new FolderBlobStore(cairn.work().store()));
    List<GenerationStats> stats;
    try (GalleryScan scan = new GalleryScan(cairn, census)) {
      Gallery gallery = scan.readAll();
      stats = gallery.known().stream().map(g -> GenerationStats.of(gallery, g, census)).toList();
    }
    PrintWriter out = spec.commandLine().getOut();
    if (json) {
      out.println(new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(stats));
    } else if (stats.isEmpty()) {
      out.println("No generation yet: `cairn gallery add` photographs and promote a model.");
    } else {
      Instant now = Instant.now();
      stats.forEach(generation -> generation.lines(now).forEach(out::println));
    }
    return 0;
  }
}
