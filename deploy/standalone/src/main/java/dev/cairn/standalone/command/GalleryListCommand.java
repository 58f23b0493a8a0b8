package dev.cairn.standalone.command;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.gallery.Gallery;
import dev.cairn.standalone.gallery.GalleryScan;
import dev.cairn.standalone.gallery.GenerationTable;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = {
      "Lists the generations of the gallery, a line each.",
      "",
      "State tells which one serves and which one is being made; failed are the photographs that"
          + " could not be embedded for it. Reads the whole gallery, which takes a while where it is"
          + " large.",
      ""
    })
final class GalleryListCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    try (GalleryScan scan = new GalleryScan(connection.connect())) {
      Gallery gallery = scan.readAll();
      if (gallery.known().isEmpty()) {
        out.println(
            "No generation yet: `cairn publish --gallery` photographs and promote a model.");
      } else {
        new GenerationTable(gallery, modelNames()).lines().forEach(out::println);
      }
    }
    return 0;
  }

  private Map<String, String> modelNames() throws IOException {
    Map<String, String> names = new HashMap<>();
    for (Bundle bundle : new FolderBundleStore(connection.workFolder().store()).list()) {
      names.put(bundle.digest(), bundle.manifest().modelName() + "/" + bundle.manifest().stageId());
    }
    return names;
  }
}
