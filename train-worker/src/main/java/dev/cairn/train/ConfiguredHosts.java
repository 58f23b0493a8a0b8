package dev.cairn.train;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.host.Host;
import dev.cairn.train.host.Hosts;
import dev.cairn.train.ranks.DeviceKind;
import dev.cairn.train.trainer.TrainerJvm;
import java.io.IOException;
import java.net.Inet4Address;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** The hosts of the settings, checked before any stage needs them. */
final class ConfiguredHosts {

  private ConfiguredHosts() {}

  /**
   * @param processes that this machine takes
   * @throws CairnException {@code START_FAILED} when stages could not train on these hosts
   */
  static Hosts of(TrainConfig config, int processes) {
    if (config.hosts().isEmpty()) {
      return Hosts.local(processes);
    }
    require(
        config.device() != DeviceKind.AUTO,
        "cairn.train.device is auto, but the hosts of a stage must train on the same: set it to"
            + " cpu or cuda");
    Path work = config.work().toAbsolutePath().normalize();
    for (String path : List.of(TrainerJvm.executable(), work.toString())) {
      require(
          Host.isPlain(path),
          "'%s' cannot be named to cairn.train.hosts: the paths of java and of cairn.train.work may"
              + " have letters, digits and _@%%+=:,./- only",
          path);
    }
    List<Host> all = new ArrayList<>(List.of(Host.here(processes)));
    config.hosts().stream().map(ConfiguredHosts::host).forEach(all::add);
    all.forEach(ConfiguredHosts::requireProcesses);
    return new Hosts(address(config), List.copyOf(all));
  }

  private static Host host(TrainConfig.FurtherHost host) {
    String launcher = host.launcher().strip();
    require(!launcher.isEmpty(), "A launcher of cairn.train.hosts is empty: name a command");
    return new Host(Arrays.asList(launcher.split("\\s+")), host.processes());
  }

  private static void requireProcesses(Host host) {
    require(
        host.processes() > 0,
        "cairn.train.hosts and cairn.train.processes: every machine takes at least 1 process,"
            + " not %d",
        host.processes());
  }

  private static String address(TrainConfig config) {
    String name =
        config
            .address()
            .orElseThrow(() ->
                failed(
                    "cairn.train.address is missing: cairn.train.hosts must know where they"
                        + " reach this machine"));
    try {
      InetAddress address =
          Arrays.stream(InetAddress.getAllByName(name))
              .filter(Inet4Address.class::isInstance)
              .findFirst()
              .orElseThrow(() -> new IOException("it has no IPv4 address"));
      new ServerSocket(0, 1, address).close();
      return address.getHostAddress();
    } catch (IOException e) {
      throw failed(
          "cairn.train.address is %s, which is no address of this machine: %s"
              .formatted(name, e.getMessage()));
    }
  }

  private static void require(boolean condition, String message, Object... values) {
    if (!condition) {
      throw failed(message.formatted(values));
    }
  }

  private static CairnException failed(String message) {
    return new CairnException(ErrorCode.START_FAILED, message);
  }
}
