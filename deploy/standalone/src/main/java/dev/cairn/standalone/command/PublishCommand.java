package dev.cairn.standalone.command;

import dev.cairn.ingest.batch.BatchId;
import dev.cairn.ingest.batch.PublishedBatch;
import dev.cairn.pipeline.folder.PhotoFolder;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.Publication;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.time.Clock;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "publish",
    mixinStandardHelpOptions = true,
    description = {
      "Publishes the photographs of a folder as a batch.",
      "",
      "With --gallery the folder is DIR/<landmark>/<photo> and its photographs become",
      "the gallery; with --non-landmark every photograph below DIR is kept beside the",
      "gallery as one of no landmark, which some score strategies ask for; else every",
      "photograph below DIR is a query. An image id is the file's name without its",
      "ending, made unique. Publishing a folder again under its batch id completes a",
      "batch that was cut short.",
      "",
      "  cairn publish --gallery photos/           photos/<landmark>/<photo>",
      "  cairn publish --non-landmark everyday/    meals, pets, parking lots",
      "  cairn publish holiday/                    queries",
      ""
    })
final class PublishCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;

  @Parameters(paramLabel = "DIR", description = "The folder.")
  Path folder;

  @ArgGroup Kind kind = new Kind();

  /** One of them, or none for queries. */
  static final class Kind {
    @Option(names = "--gallery", description = "The folder holds labelled gallery photographs.")
    boolean gallery;

    @Option(
        names = "--non-landmark",
        description = "The folder holds photographs that show no landmark.")
    boolean nonLandmark;
  }

  @Option(
      names = "--batch",
      paramLabel = "ID",
      description = "Batch id (default: a new one from the time).")
  String batchId;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PhotoFolder photos = photos();
    BatchId id = batchId == null ? BatchId.create(Clock.systemUTC()) : new BatchId(batchId);
    Installation cairn = connection.connect();
    PublishedBatch batch = Publication.publish(cairn, id, photos, "publishing");
    PrintWriter out = spec.commandLine().getOut();
    BatchLines.of(batch).forEach(out::println);
    out.printf(
        switch (batch.kind()) {
          case GALLERY -> "Train on it with `cairn train submit --dataset batch:%s ...`.%n";
          case NON_LANDMARK ->
              "Strategies `distractor` and `combined` compare with it: see cairn.rerank.strategy.%n";
          case QUERY -> "Fetch the answers with `cairn export --batch %s`.%n";
        },
        batch.id());
    return 0;
  }

  private PhotoFolder photos() throws IOException {
    if (kind.gallery) {
      return PhotoFolder.gallery(folder, PhotoFolder.MAX_IMAGE_BYTES);
    }
    return kind.nonLandmark
        ? PhotoFolder.nonLandmarks(folder, PhotoFolder.MAX_IMAGE_BYTES)
        : PhotoFolder.queries(folder, PhotoFolder.MAX_IMAGE_BYTES);
  }
}
