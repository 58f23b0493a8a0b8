package dev.cairn.standalone.command;

import picocli.CommandLine.Option;

/** The option that names the ensemble whose gallery is meant. */
final class EnsembleOption {
  @Option(
      names = "--ensemble",
      paramLabel = "NAME",
      defaultValue = "default",
      description = "The ensemble that serves (default: ${DEFAULT-VALUE}).")
  String name;
}
