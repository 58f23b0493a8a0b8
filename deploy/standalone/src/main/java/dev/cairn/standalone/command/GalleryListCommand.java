package dev.cairn.standalone.command;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.gallery.Announcements;
import dev.cairn.standalone.gallery.Gallery;
import dev.cairn.standalone.gallery.GalleryScan;
import dev.cairn.standalone.gallery.GenerationTable;
import dev.cairn.standalone.gallery.Photograph;
import dev.cairn.standalone.gallery.RowSearch;
import dev.cairn.standalone.training.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the generations of the gallery, or what the one that serves holds, a line each.",
      "",
      "  cairn gallery list",
      "  cairn gallery list --landmarks",
      "  cairn gallery list --landmark red-bridge",
      "",
      "Of a generation, state tells which one serves and which one is being made; failed are the"
          + " photographs that could not be embedded for it. Landmarks come with the number of their"
          + " photographs and photographs with their landmark, behind a tab and in order. Reads the"
          + " whole gallery, which takes a while where it is large.",
      ""
    })
final class GalleryListCommand implements Callable<Integer> {

  /** What is listed instead of the generations. */
  static final class Contents {
    @Option(names = "--landmarks", description = "The landmarks.")
    boolean landmarks;

    @Option(names = "--images", description = "The photographs.")
    boolean images;

    @Option(names = "--landmark", paramLabel = "ID", description = "The photographs of this one.")
    String landmark;
  }

  @Mixin ConnectionOptions connection;
  @Mixin EnsembleOption ensemble;
  @ArgGroup Contents contents;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Installation cairn = connection.connect();
    PrintWriter out = spec.commandLine().getOut();
    if (contents == null) {
      generations(cairn, out);
    } else if (contents.landmarks) {
      landmarks(cairn, out);
    } else {
      photographs(cairn, out);
    }
    return 0;
  }

  private void generations(Installation cairn, PrintWriter out) throws IOException {
    try (GalleryScan scan = new GalleryScan(cairn)) {
      Gallery gallery = scan.readAll();
      if (gallery.known().isEmpty()) {
        out.println(
            "No generation yet: `cairn publish --gallery` photographs and promote a model.");
      } else {
        new GenerationTable(gallery, modelNames()).lines().forEach(out::println);
      }
    }
  }

  private void landmarks(Installation cairn, PrintWriter out) {
    try (GalleryScan scan = new GalleryScan(cairn)) {
      scan.readAll()
          .serving(ensemble.name)
          .orElseThrow(this::nothingServes)
          .imagesByLandmark()
          .forEach((landmark, images) -> out.printf("%s\t%d%n", Words.line(landmark), images));
    }
  }

  private void photographs(Installation cairn, PrintWriter out) {
    String serving =
        Announcements.read(cairn)
            .serving(ensemble.name)
            .orElseThrow(this::nothingServes)
            .getEnsembleDigest();
    RowSearch search =
        new RowSearch((key, row) ->
            key.ensembleDigest().equals(serving)
                && (contents.images || contents.landmark.equals(row.getLandmarkId())));
    try (GalleryScan scan = new GalleryScan(cairn, search)) {
      scan.readAll();
    }
    if (contents.landmark != null && search.in(serving).isEmpty()) {
      throw new CairnException(
          ErrorCode.IMAGE_NOT_FOUND,
          "The gallery has no photograph of landmark '%s'. `cairn gallery list --landmarks` shows those that it has."
              .formatted(Words.line(contents.landmark)));
    }
    for (Photograph photo : search.in(serving).values()) {
      out.printf("%s\t%s%n", Words.line(photo.imageId()), Words.line(photo.landmarkId()));
    }
  }

  private CairnException nothingServes() {
    return new CairnException(
        ErrorCode.MODEL_NOT_FOUND,
        "Ensemble %s serves nothing yet, so it has no gallery. `cairn gallery list` shows all generations."
            .formatted(ensemble.name));
  }

  private Map<String, String> modelNames() throws IOException {
    Map<String, String> names = new HashMap<>();
    for (Bundle bundle : new FolderBundleStore(connection.workFolder().store()).list()) {
      names.put(bundle.digest(), bundle.manifest().modelName() + "/" + bundle.manifest().stageId());
    }
    return names;
  }
}
