package dev.cairn.standalone.command;

import dev.cairn.standalone.doctor.Check;
import dev.cairn.standalone.doctor.Checks;
import dev.cairn.standalone.up.WorkFolder;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "doctor",
    mixinStandardHelpOptions = true,
    description = "Checks whether Cairn can run here, and says what to do where it cannot.")
final class DoctorCommand implements Callable<Integer> {
  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "${env:CAIRN_WORK:-work}",
      description = "Work folder (default: ${DEFAULT-VALUE}).")
  Path work;

  @Spec CommandSpec spec;

  @Override
  public Integer call() {
    List<Check> checks = Checks.run(new WorkFolder(work.toAbsolutePath()));
    var out = spec.commandLine().getOut();
    for (Check check : checks) {
      out.printf("%-5s %-18s %s%n", check.passed() ? "ok" : "FAIL", check.name(), check.finding());
    }
    return checks.stream().allMatch(Check::passed) ? 0 : 1;
  }
}
