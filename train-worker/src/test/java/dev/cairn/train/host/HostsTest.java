package dev.cairn.train.host;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.train.ranks.RendezvousAddress;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class HostsTest {
  private static final Host HERE = Host.here(2);
  private static final Host SECOND = new Host(List.of("ssh", "gpu-2"), 3);
  private static final Host THIRD = new Host(List.of("ssh", "gpu-3"), 4);
  private static final Hosts HOSTS = new Hosts("10.0.0.1", List.of(HERE, SECOND, THIRD));

  @Test
  void aStageFillsOneHostAfterTheOther() {
    assertThat(HOSTS.processes()).isEqualTo(9);
    assertThat(places(6))
        .containsExactly(
            new Place(HERE, 0, 2),
            new Place(HERE, 1, 2),
            new Place(SECOND, 0, 3),
            new Place(SECOND, 1, 3),
            new Place(SECOND, 2, 3),
            new Place(THIRD, 0, 1));
    assertThat(places(1)).containsExactly(new Place(HERE, 0, 1));
  }

  private static List<Place> places(int worldSize) {
    return IntStream.range(0, worldSize).mapToObj(rank -> HOSTS.place(rank, worldSize)).toList();
  }

  @Test
  void aStageThatThisMachineHasAloneCannotBeReachedFromOthers() {
    assertThat(HOSTS.rendezvous(2)).isEqualTo(RendezvousAddress.loopback());
    assertThat(HOSTS.rendezvous(3)).isEqualTo(new RendezvousAddress("10.0.0.1", 0));
  }

  @Test
  void aLauncherIsGivenTheEnvironmentInWords() {
    List<String> command = List.of("java", "@/srv/cairn/java.arguments");
    Map<String, String> environment = Map.of("OMP_NUM_THREADS", "3");
    assertThat(SECOND.process(command, environment).command())
        .startsWith("sh", "-c")
        .endsWith("ssh", "gpu-2", "env", "OMP_NUM_THREADS=3", "java", "@/srv/cairn/java.arguments");
    assertThat(HERE.process(command, environment).command())
        .endsWith("trainer", "env", "OMP_NUM_THREADS=3", "java", "@/srv/cairn/java.arguments");
  }

  @Test
  void whatAShellWouldReadInAnotherWayIsNotPlain() {
    assertThat(Host.isPlain("@/srv/cairn/stages/b0-64_v1.2/java.arguments")).isTrue();
    assertThat(List.of("", "a b", "$HOME", "a*", "it's", "~root", "a;b", "a\nb"))
        .noneMatch(Host::isPlain);
  }
}
