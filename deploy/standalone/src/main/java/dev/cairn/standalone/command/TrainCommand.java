package dev.cairn.standalone.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "train",
    mixinStandardHelpOptions = true,
    description = "Sends training commands and shows what becomes of them.",
    subcommands = {
      TrainSubmitCommand.class,
      TrainRecipesCommand.class,
      TrainStatusCommand.class,
      TrainReportCommand.class,
      TrainCancelCommand.class
    })
final class TrainCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which one: submit, recipes, status, report or cancel?");
  }
}
