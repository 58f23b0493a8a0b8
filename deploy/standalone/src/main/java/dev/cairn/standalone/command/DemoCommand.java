package dev.cairn.standalone.command;

import dev.cairn.standalone.demo.Demo;
import dev.cairn.standalone.demo.DemoOptions;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "demo",
    mixinStandardHelpOptions = true,
    sortOptions = false,
    description = {
      "Photographs in, trained model, predictions out, on this machine.",
      "",
      "Starts a broker and all workers, publishes a gallery, trains two stages on it, embeds it,",
      "publishes query photographs and writes predictions.csv, truth.csv and report.html. Without",
      "--photos it draws its own photographs of invented landmarks first.",
      ""
    })
final class DemoCommand implements Callable<Integer> {
  @Option(
      names = "--photos",
      paramLabel = "DIR",
      description = {
        "Your photographs, as DIR/<landmark>/<photo>. Every fifth of a landmark becomes a query,",
        "unless --queries is given."
      })
  Path photos;

  @Option(
      names = "--queries",
      paramLabel = "DIR",
      description = "Held-out photographs in the same layout.")
  Path queries;

  @Option(
      names = "--non-landmark",
      paramLabel = "DIR",
      description = "Photographs of no landmark, as further queries.")
  Path nonLandmark;

  @Option(
      names = "--arch",
      paramLabel = "NAME",
      defaultValue = "tf_efficientnet_b0",
      description = "tf_efficientnet_b0 to b7 (default: ${DEFAULT-VALUE}).")
  String architecture;

  @Option(
      names = "--image-size",
      paramLabel = "PX",
      defaultValue = "64",
      description =
          "Of the second stage; the first has three quarters (default: ${DEFAULT-VALUE}).")
  int imageSize;

  @Option(
      names = "--epochs",
      paramLabel = "N",
      defaultValue = "32",
      description = "Of the first stage; the second has a quarter (default: ${DEFAULT-VALUE}).")
  int epochs;

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "${env:CAIRN_WORK:-work}/demo",
      description = "Folder for everything that the demo makes (default: ${DEFAULT-VALUE}).")
  Path work;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    DemoOptions options =
        new DemoOptions(
            Optional.ofNullable(photos),
            Optional.ofNullable(queries),
            Optional.ofNullable(nonLandmark),
            architecture,
            imageSize,
            epochs,
            work.toAbsolutePath().normalize());
    Demo.run(options, spec.commandLine().getOut());
    return 0;
  }
}
