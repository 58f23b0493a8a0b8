package dev.cairn.standalone.command;

import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.ModelClient;
import dev.cairn.train.model.ModelImport;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.weights.MatchReport;
import dev.cairn.train.weights.NetworkWeights;
import java.io.IOException;
import java.io.PrintWriter;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "import",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Makes a bundle of a checkpoint file: .safetensors, or .pth as torch.save writes it.",
      "",
      "Knows the tensor names of the original solution, geffnet, timm, ResNeSt and ReXNet."
          + " Reading a .pth runs no code: a file that names any class but plain data is refused.",
      "",
      "An ImageNet checkpoint has only the backbone. Import it as a start for training:",
      "  cairn model import tf_efficientnet_b3_ns.pth --arch tf_efficientnet_b3_ns",
      "  cairn train submit ... --load-from DIGEST",
      "",
      "A checkpoint of the original solution can serve at once. Its head follows the rows that it"
          + " was trained on; without them the gallery alone ranks:",
      "  cairn model import b5ns_768_fold0.pth --arch tf_efficientnet_b5_ns \\",
      "      --image-size 768 --classes train.csv --promote default",
      ""
    })
final class ModelImportCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;

  @Parameters(paramLabel = "FILE", description = "The checkpoint.")
  Path file;

  @Option(
      names = "--arch",
      required = true,
      paramLabel = "NAME",
      description = "Architecture, such as tf_efficientnet_b3, nest101 or rex20.")
  String architecture;

  @Option(
      names = "--image-size",
      paramLabel = "PX",
      defaultValue = "256",
      description = "Size that the bundle serves (default: ${DEFAULT-VALUE}).")
  int imageSize;

  @Option(
      names = "--classes",
      paramLabel = "CSV",
      description =
          "Landmarks of the head: a bundle's classes.csv, or the CSV of the training photographs"
              + " (without it the head is left behind).")
  Path classes;

  @Option(
      names = "--name",
      paramLabel = "NAME",
      description = "Model name (default: the architecture).")
  String name;

  @Option(
      names = "--seed",
      paramLabel = "N",
      defaultValue = "0",
      description =
          "Of the layer behind the backbone where the file has none (default: ${DEFAULT-VALUE}).")
  long seed;

  @Option(
      names = "--promote",
      paramLabel = "ENSEMBLE",
      description = "Let the running workers of this ensemble switch to the model.")
  String promoteTo;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Optional<Installation> installation =
        promoteTo == null ? Optional.empty() : Optional.of(connection.connect());
    PrintWriter out = spec.commandLine().getOut();
    MatchReport report = NetworkWeights.match(file, Architectures.byName(architecture));
    report.lines().forEach(out::println);
    if (report.headClasses() > 0 && classes == null) {
      out.println("head         left behind: name its landmarks with --classes to keep it");
    }
    ModelImport.Imported imported =
        new ModelImport(
                file,
                architecture,
                name == null ? architecture : name,
                imageSize,
                Optional.ofNullable(classes),
                seed,
                Runtime.getRuntime().availableProcessors())
            .into(connection.workFolder().store());
    out.printf("parity       %.2g between libtorch and ONNX Runtime%n", imported.parityError());
    out.printf("bundle       %s%n", imported.bundle().digest());
    if (installation.isPresent()) {
      ModelClient.promote(installation.get(), imported.bundle(), promoteTo);
      out.printf("promoted to  %s%n", promoteTo);
    }
    return 0;
  }
}
