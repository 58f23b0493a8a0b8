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
      "With --gallery the folder is DIR/<landmark>/<photo> and its photographs become the gallery;",
      "without, every photograph below DIR is a query. An image id is the file's name without its",
      "ending, made unique. Publishing a folder again under its batch id completes a batch that was",
      "cut short.",
      ""
    })
final class PublishCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;

  @Parameters(paramLabel = "DIR", description = "The folder.")
  Path folder;

  @Option(names = "--gallery", description = "The folder holds labelled gallery photographs.")
  boolean gallery;

  @Option(
      names = "--batch",
      paramLabel = "ID",
      description = "Batch id (default: a new one from the time).")
  String batchId;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PhotoFolder photos =
        gallery
            ? PhotoFolder.gallery(folder, PhotoFolder.MAX_IMAGE_BYTES)
            : PhotoFolder.queries(folder, PhotoFolder.MAX_IMAGE_BYTES);
    BatchId id = batchId == null ? BatchId.create(Clock.systemUTC()) : new BatchId(batchId);
    Installation cairn = connection.connect();
    PublishedBatch batch = Publication.publish(cairn, id, photos, "publishing");
    PrintWriter out = spec.commandLine().getOut();
    BatchLines.of(batch).forEach(out::println);
    out.printf(
        gallery
            ? "Train on it with `cairn train submit --dataset batch:%s ...`.%n"
            : "Fetch the answers with `cairn export --batch %s`.%n",
        batch.id());
    return 0;
  }
}
