package dev.cairn.train.ranks;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.BufferedReader;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;

/** Two real processes that train together; each runs the main method of a class. */
public final class RankProcesses implements AutoCloseable {
  private static final int PATIENCE_SECONDS = 120;

  private final List<Process> processes = new ArrayList<>();
  private final List<BufferedReader> outputs = new ArrayList<>();

  private RankProcesses() {}

  /**
   * Starts both.
   *
   * @param main its arguments are these, then rank and rendezvous
   */
  public static RankProcesses start(Class<?> main, String... arguments) throws IOException {
    RankProcesses ranks = new RankProcesses();
    ranks.add(main, arguments, 0, RendezvousAddress.loopback());
    ranks.add(main, arguments, 1, RendezvousAddress.parse(ranks.outputs.getFirst().readLine()));
    return ranks;
  }

  private void add(Class<?> main, String[] arguments, int rank, RendezvousAddress address)
      throws IOException {
    List<String> command = new ArrayList<>();
    command.add(ProcessHandle.current().info().command().orElse("java"));
    command.add("--enable-native-access=ALL-UNNAMED");
    command.add("--add-modules=jdk.incubator.vector");
    command.add(main.getName());
    command.addAll(List.of(arguments));
    command.add(Integer.toString(rank));
    command.add(address.toString());
    ProcessBuilder builder =
        new ProcessBuilder(command).redirectError(ProcessBuilder.Redirect.INHERIT);
    builder.environment().put("CLASSPATH", System.getProperty("java.class.path"));
    builder.environment().put("OMP_NUM_THREADS", "1");
    Process process = builder.start();
    processes.add(process);
    outputs.add(process.inputReader(UTF_8));
  }

  /** The rendezvous of one of them, opened by rank 0 and told to the other. */
  public static Ranks join(String rank, String address) {
    int number = Integer.parseInt(rank);
    Rendezvous rendezvous =
        Rendezvous.at(
            RendezvousAddress.parse(address), number, 2, Duration.ofSeconds(PATIENCE_SECONDS));
    if (number == 0) {
      System.out.println(rendezvous.address());
    }
    return rendezvous.join(new Device.Cpu(1));
  }

  /**
   * Waits for the end of one and returns the lines it printed; what libtorch prints is left out.
   */
  public List<String> output(int rank) throws IOException, InterruptedException {
    List<String> lines = new ArrayList<>();
    for (String line = outputs.get(rank).readLine();
        line != null;
        line = outputs.get(rank).readLine()) {
      if (!line.startsWith("[")) {
        lines.add(line);
      }
    }
    if (!processes.get(rank).waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
      throw new IllegalStateException("Rank " + rank + " does not end after " + lines);
    }
    return lines;
  }

  @Override
  public void close() {
    processes.forEach(Process::destroyForcibly);
  }
}
