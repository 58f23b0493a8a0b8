package dev.cairn.standalone.command;

import static java.util.stream.Collectors.toMap;

import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.gallery.Completeness;
import dev.cairn.standalone.gallery.Fault;
import dev.cairn.standalone.gallery.Gallery;
import dev.cairn.standalone.gallery.GalleryScan;
import dev.cairn.standalone.gallery.Generation;
import dev.cairn.standalone.gallery.Verification;
import dev.cairn.standalone.training.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks every row of the gallery, and that its photograph is in the store.",
      "",
      "  cairn gallery verify",
      "  cairn gallery verify --bytes | grep ^BLOB_",
      "",
      "A fault is a line: its code, the row's key, what is wrong. The exit code is 1 when there is"
          + " any.",
      "",
      "  RECORD_UNREADABLE, RECORD_INVALID  the row is no record, not that of its key,",
      "                                     or has a vector that is not of unit length",
      "  EMBEDDING_NOT_FINITE               a vector has NaN or infinity, or is zero",
      "  EMBEDDING_MISMATCH                 models or dimension of another ensemble",
      "  BLOB_NOT_FOUND, URI_NOT_ALLOWED    the photograph is not in the store",
      "  BLOB_DIGEST_MISMATCH               another size or, with --bytes, other bytes",
      "  GENERATION_INCOMPLETE              another generation has the photograph",
      "",
      "Publishing a photograph again mends its rows. While photographs come or a generation is made,"
          + " what is on its way counts as missing.",
      ""
    })
final class GalleryVerifyCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;

  @Option(names = "--bytes", description = "Read the photographs too, which takes longer.")
  boolean bytes;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Installation cairn = connection.connect();
    Path store = cairn.work().store();
    Verification verification =
        new Verification(dimensions(store), new FolderBlobStore(store), bytes);
    try (GalleryScan scan = new GalleryScan(cairn, verification)) {
      Gallery gallery = scan.readAll();
      Completeness completeness = new Completeness(gallery);
      List<Fault> faults = new ArrayList<>(verification.faults());
      faults.addAll(completeness.faults(cairn));
      PrintWriter out = spec.commandLine().getOut();
      faults.stream().map(Fault::line).forEach(out::println);
      completeness.notes().forEach(out::println);
      out.printf(
          "%s of %s checked: %s%n",
          Words.count(gallery.known().stream().mapToInt(Generation::images).sum(), "row"),
          Words.count(gallery.known().size(), "generation"),
          faults.isEmpty() ? "no faults" : Words.count(faults.size(), "fault"));
      return faults.isEmpty() ? 0 : 1;
    }
  }

  private static Map<String, Integer> dimensions(Path store) throws IOException {
    return new FolderBundleStore(store)
        .list().stream().collect(toMap(Bundle::digest, bundle -> bundle.manifest().dimension()));
  }
}
