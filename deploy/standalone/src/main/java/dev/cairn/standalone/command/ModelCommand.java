package dev.cairn.standalone.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "model",
    mixinStandardHelpOptions = true,
    description = {
      "Takes models in and out, and looks at them. Works on the store folder, without a broker.",
      "",
      "A model is a bundle: graph, weights, head, landmarks and a manifest, named by their digest.",
      "The first digits of a digest are enough.",
      ""
    },
    subcommands = {
      ModelImportCommand.class,
      ModelListCommand.class,
      ModelInspectCommand.class,
      ModelVerifyCommand.class,
      ModelExportCommand.class
    })
final class ModelCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which one: import, list, inspect, verify or export?");
  }
}
