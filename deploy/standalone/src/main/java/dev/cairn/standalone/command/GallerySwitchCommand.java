package dev.cairn.standalone.command;

import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.gallery.EnsembleSwitch;
import dev.cairn.standalone.gallery.Gallery;
import dev.cairn.standalone.gallery.GalleryScan;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "switch",
    mixinStandardHelpOptions = true,
    description = {
      "Lets the workers serve another generation of the gallery, forward or back.",
      "",
      "  cairn gallery switch b81e44d0c2aa",
      "",
      "It must hold every photograph of the one that serves. The way back is another switch, to the"
          + " digest that served before; its rows are kept until they are dropped.",
      ""
    })
final class GallerySwitchCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;
  @Mixin EnsembleOption ensemble;

  @Parameters(
      paramLabel = "ENSEMBLE_DIGEST",
      description = "The start of the generation's digest, as `cairn gallery list` shows it.")
  String digest;

  @Option(names = "--force", description = "Also when it lacks photographs.")
  boolean force;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Installation cairn = connection.connect();
    try (GalleryScan scan = new GalleryScan(cairn)) {
      Gallery gallery = scan.readAll();
      new EnsembleSwitch(cairn, gallery, ensemble.name)
          .to(gallery.complete(digest), force)
          .forEach(spec.commandLine().getOut()::println);
    }
    return 0;
  }
}
