package dev.cairn.standalone.command;

import dev.cairn.standalone.up.Ports;
import dev.cairn.standalone.up.Standalone;
import dev.cairn.standalone.up.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "up",
    mixinStandardHelpOptions = true,
    description = {
      "Starts a broker and all workers in one process, over one work folder.",
      "",
      "Ctrl-C stops it with nothing lost; the next `cairn up` continues where it stopped.",
      ""
    })
final class UpCommand implements Callable<Integer> {
  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "${env:CAIRN_WORK:-work}",
      description = "Folder for topics, models and photographs (default: ${DEFAULT-VALUE}).")
  Path work;

  @Option(
      names = "--port",
      paramLabel = "PORT",
      defaultValue = "9092",
      description = "Kafka port on loopback; 0 takes a free one (default: ${DEFAULT-VALUE}).")
  int kafkaPort;

  @Option(
      names = "--http-port",
      paramLabel = "PORT",
      defaultValue = "8080",
      description = "Port of health and metrics on loopback (default: ${DEFAULT-VALUE}).")
  int httpPort;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    long startNanos = System.nanoTime();
    WorkFolder folder = new WorkFolder(work.toAbsolutePath().normalize());
    try (Standalone standalone = Standalone.start(folder, new Ports(kafkaPort, httpPort))) {
      var out = spec.commandLine().getOut();
      out.printf("Cairn is up (%.1f s).%n", (System.nanoTime() - startNanos) / 1e9);
      out.printf("  Kafka    %s%n", standalone.bootstrapServers());
      out.printf("  Health   http://127.0.0.1:%d/q/health%n", standalone.httpPort());
      out.printf("  Metrics  http://127.0.0.1:%d/q/metrics%n", standalone.httpPort());
      out.printf("  Work     %s%n", folder.root());
      out.printf("  Log      %s%n", folder.log());
      out.println("Ctrl-C stops it; the next `cairn up` continues where it stopped.");
      out.flush();
      standalone.awaitStop();
    }
    return 0;
  }
}
