package dev.cairn.standalone.command;

import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.train.model.BundleDescription;
import dev.cairn.train.model.CheckpointDescription;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.weights.NetworkWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "inspect",
    mixinStandardHelpOptions = true,
    description = {
      "Shows what a bundle or a checkpoint file is.",
      "",
      "Of a bundle: manifest, parameters, multiply-adds, files and the bundles that it descends"
          + " from. Of a file: format, tensors, and with --arch what an import would do with them.",
      "",
      "  cairn model inspect 3f9a2c",
      "  cairn model inspect b3.pth --tensors",
      "  cairn model inspect b3.pth --arch tf_efficientnet_b3",
      ""
    })
final class ModelInspectCommand implements Callable<Integer> {
  @Mixin StoreOption store;

  @Parameters(paramLabel = "DIGEST|FILE", description = "The start of a digest, or a file.")
  String model;

  @Option(names = "--arch", paramLabel = "NAME", description = "Hold a file against it.")
  String architecture;

  @Option(names = "--tensors", description = "List every tensor of a file.")
  boolean tensors;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Path file = Path.of(model);
    if (Files.isRegularFile(file)) {
      CheckpointDescription.of(file, tensors).forEach(out::println);
      if (architecture != null) {
        NetworkWeights.match(file, Architectures.byName(architecture))
            .lines()
            .forEach(out::println);
      }
    } else {
      FolderBundleStore bundles = store.store();
      BundleDescription.of(store.open(model), bundles).forEach(out::println);
    }
    return 0;
  }
}
