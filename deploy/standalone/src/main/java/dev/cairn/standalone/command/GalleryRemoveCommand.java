package dev.cairn.standalone.command;

import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.gallery.Gallery;
import dev.cairn.standalone.gallery.GalleryScan;
import dev.cairn.standalone.gallery.IdList;
import dev.cairn.standalone.gallery.Photograph;
import dev.cairn.standalone.gallery.Removal;
import dev.cairn.standalone.training.Words;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.Collection;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.function.BiPredicate;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "remove",
    mixinStandardHelpOptions = true,
    description = {
      "Removes photographs from all generations of the gallery, and waits until they are gone.",
      "",
      "  cairn gallery remove IMG_2041 IMG_2042",
      "  cairn gallery remove --landmark red-bridge",
      "  cairn gallery list --images | grep ^IMG_ | cairn gallery remove --from - --yes",
      "",
      "Shows what goes and asks first. An id that is not in the gallery is an error, and then"
          + " nothing is removed. The files stay in the store, where datasets for training may name"
          + " them. Ctrl-C ends only the waiting.",
      ""
    })
final class GalleryRemoveCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;
  @Mixin ImageIdsOption images;

  @Option(
      names = "--landmark",
      paramLabel = "ID",
      description = "Withdraw a landmark: remove all its photographs.")
  String landmark;

  @Option(names = "--yes", description = "Do not ask.")
  boolean yes;

  @Option(names = "--no-wait", description = "Return when the broker has the removals.")
  boolean noWait;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Set<String> ids = images.read();
    if (ids.isEmpty() == (landmark == null)) {
      throw new ParameterException(
          spec.commandLine(), "Name image ids, with or without --from, or a --landmark");
    }
    BiPredicate<GalleryKey, EmbeddingRecord> wanted =
        landmark == null
            ? (key, _) -> ids.contains(key.imageId())
            : (_, row) -> landmark.equals(row.getLandmarkId());
    Installation cairn = connection.connect();
    Removal removal = new Removal(wanted);
    try (GalleryScan scan = new GalleryScan(cairn, removal)) {
      Gallery gallery = scan.readAll();
      Collection<Photograph> found = removal.photographs().values();
      checkKnown(ids, removal);
      PrintWriter out = spec.commandLine().getOut();
      out.printf(
          "%s of %s, %s in %s: %s%n",
          Words.count(found.size(), "photograph"),
          Words.count(found.stream().map(Photograph::landmarkId).distinct().count(), "landmark"),
          Words.count(removal.rows(gallery), "row"),
          Words.count(removal.generations(gallery).size(), "generation"),
          IdList.brief(found.stream().map(Photograph::imageId).toList()));
      out.flush();
      if (!yes && !Question.ask("Remove them?", "--yes")) {
        out.println("Nothing is removed.");
        return 1;
      }
      String what = Words.count(found.size(), "photograph");
      removal.send(cairn, gallery);
      if (!noWait) {
        removal.await(scan);
      }
      out.printf(noWait ? "%s will be removed.%n" : "%s removed.%n", what);
    }
    return 0;
  }

  private void checkKnown(Set<String> ids, Removal removal) {
    Set<String> found = removal.photographs().keySet();
    List<String> unknown = ids.stream().filter(id -> !found.contains(id)).toList();
    if (!unknown.isEmpty()) {
      throw notFound(
          "%d of %s not in the gallery: %s. `cairn gallery list --images` shows those that are"
              .formatted(
                  unknown.size(), Words.count(ids.size(), "image id"), IdList.brief(unknown)));
    }
    if (found.isEmpty()) {
      throw notFound(
          "The gallery has no photograph of landmark '%s'. `cairn gallery list --landmarks` shows those that it has"
              .formatted(Words.line(landmark)));
    }
  }

  private static CairnException notFound(String what) {
    return new CairnException(ErrorCode.IMAGE_NOT_FOUND, what + "; nothing is removed.");
  }
}
