package dev.cairn.standalone.command;

import dev.cairn.bench.BenchCommand;
import dev.cairn.rerank.evaluate.CsvException;
import dev.cairn.schemas.error.CairnException;
import java.io.IOException;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.ExitCode;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParseResult;
import picocli.CommandLine.Spec;

/** The {@code cairn} command. Exit codes: 0 done, 1 failed, 2 wrong usage. */
@Command(
    name = "cairn",
    mixinStandardHelpOptions = true,
    version = "cairn 0.1.0",
    synopsisSubcommandLabel = "COMMAND",
    description = {
      "Recognises landmarks in photographs that stream through Apache Kafka.",
      "",
      "New here? `cairn demo` draws its own photographs, trains on them and shows a report.",
      ""
    },
    footer = {
      "",
      "`cairn test` builds and tests everything. `cairn COMMAND --help` teaches each command.",
      "Environment: CAIRN_WORK (work folder), CAIRN_BOOTSTRAP (Kafka broker), CAIRN_HEAP (such as"
          + " 2g)."
    },
    subcommands = {
      DemoCommand.class,
      UpCommand.class,
      PublishCommand.class,
      WatchCommand.class,
      ExportCommand.class,
      TrainCommand.class,
      ModelCommand.class,
      GalleryCommand.class,
      EvaluateCommand.class,
      ReplayCommand.class,
      TuneCommand.class,
      FoldsCommand.class,
      DoctorCommand.class,
      BenchCommand.class
    })
public final class CairnCommand implements Runnable {
  @Spec CommandSpec spec;

  /**
   * Runs a command line.
   *
   * @return its exit code
   */
  public static int run(String... args) {
    return new CommandLine(new CairnCommand())
        .setCaseInsensitiveEnumValuesAllowed(true)
        .setExecutionExceptionHandler(CairnCommand::explain)
        .execute(args);
  }

  @Override
  public void run() {
    throw new CommandLine.ParameterException(spec.commandLine(), "Which command?");
  }

  /** Expected failures are told in a line; only defects show where they happened. */
  private static int explain(Exception failure, CommandLine command, ParseResult parsed)
      throws Exception {
    switch (failure) {
      case CairnException expected ->
          command.getErr().printf("cairn: %s (%s)%n", expected.getMessage(), expected.code());
      case CsvException csv -> command.getErr().printf("cairn: %s%n", csv.getMessage());
      case IOException io -> command.getErr().printf("cairn: %s%n", io);
      case InterruptedException stopped -> Thread.currentThread().interrupt();
      default -> throw failure;
    }
    return ExitCode.SOFTWARE;
  }
}
