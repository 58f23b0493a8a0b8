package dev.cairn.standalone.command;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.VectorGroups;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.gallery.Composition;
import dev.cairn.standalone.gallery.Digests;
import dev.cairn.standalone.gallery.EnsembleSwitch;
import dev.cairn.standalone.gallery.Gallery;
import dev.cairn.standalone.gallery.GalleryHint;
import dev.cairn.standalone.gallery.GalleryScan;
import dev.cairn.standalone.gallery.Rebuild;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "rebuild",
    mixinStandardHelpOptions = true,
    description = {
      "Embeds every photograph of the serving generation again, for the models of other bundles.",
      "",
      "  cairn gallery rebuild 3f9a2c07 11d0b4c6",
      "  cairn gallery rebuild 3f9a2c07 11d0b4c6 77e0a1d2 --average-families",
      "",
      "What serves goes on serving meanwhile. Ctrl-C ends only the watching: the workers go on, and"
          + " the same command watches again. Photographs that cannot be embedded are counted as"
          + " done and told at the end.",
      ""
    })
final class GalleryRebuildCommand implements Callable<Integer> {

  /** What follows once it is asked for. */
  static final class Then {
    @Option(
        names = "--switch",
        description =
            "Switch to the new generation when it is complete; not when photographs have failed.")
    boolean switchTo;

    @Option(names = "--no-wait", description = "Do not watch.")
    boolean noWait;
  }

  @Mixin ConnectionOptions connection;
  @Mixin EnsembleOption ensemble;

  @Parameters(
      arity = "1..*",
      paramLabel = "BUNDLE_DIGEST",
      description = "The starts of the bundles' digests, in the order of the ensemble.")
  List<String> bundles;

  @Option(
      names = "--average-families",
      description = {
        "Average the vectors of models of one architecture family, such as b3 to b7, instead of",
        "joining each model's: a smaller gallery, searched faster. It pays for models that were",
        "trained to see alike; of others it blurs what each sees."
      })
  boolean averageFamilies;

  @ArgGroup Then then = new Then();

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    PrintWriter out = spec.commandLine().getOut();
    Installation cairn = connection.connect();
    Rebuild rebuild = Rebuild.announce(cairn, ensemble.name, composition());
    String digest = rebuild.next().getEnsembleDigest();
    out.printf(
        "Generation %s of %s is made, while %s serves.%n",
        Digests.brief(digest), ensemble.name, Digests.brief(rebuild.next().getSource()));
    rebuild
        .replaced()
        .ifPresent(replaced ->
            out.printf(
                "It takes the place of %s, which is left unfinished.%n",
                Digests.brief(replaced.getEnsembleDigest())));
    out.flush();
    if (then.noWait) {
      out.println("The same command without --no-wait watches it.");
      return 0;
    }
    try (GalleryScan scan = new GalleryScan(cairn)) {
      Gallery gallery = scan.readAll();
      rebuild.await(scan);
      rebuild.outcome(gallery).forEach(out::println);
      if (then.switchTo) {
        new EnsembleSwitch(cairn, gallery, ensemble.name)
            .to(gallery.generation(digest), false)
            .forEach(out::println);
      } else {
        out.printf("Next: %s%n", GalleryHint.of("switch " + Digests.brief(digest), ensemble.name));
      }
    }
    return 0;
  }

  private Composition composition() throws IOException {
    FolderBundleStore store = new FolderBundleStore(connection.workFolder().store());
    List<Bundle> models = new ArrayList<>();
    for (String start : bundles) {
      models.add(store.open(store.complete(start)));
    }
    List<String> families = models.stream().map(model -> model.manifest().family()).toList();
    return new Composition(
        models.stream().map(Bundle::digest).toList(),
        averageFamilies ? VectorGroups.of(families) : VectorGroups.NONE);
  }
}
