package dev.cairn.standalone.command;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.train.model.BundleDescription;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "list",
    mixinStandardHelpOptions = true,
    description = "Lists the bundles of the store, a line each.")
final class ModelListCommand implements Callable<Integer> {
  @Mixin StoreOption store;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    List<Bundle> bundles = store.store().list();
    bundles.stream().map(BundleDescription::summary).forEach(spec.commandLine().getOut()::println);
    if (bundles.isEmpty()) {
      spec.commandLine().getOut().println("No bundle yet: train one, or `cairn model import` one.");
    }
    return 0;
  }
}
