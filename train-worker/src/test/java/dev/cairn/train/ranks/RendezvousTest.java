package dev.cairn.train.ranks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class RendezvousTest {
  private static final Duration SHORT = Duration.ofSeconds(1);

  @Test
  void aRankThatNeverComesIsNamed() {
    try (Rendezvous rendezvous = Rendezvous.at(RendezvousAddress.loopback(), 0, 3, SHORT)) {
      assertThat(rendezvous.address().port()).isPositive();
      assertLost(
          () -> rendezvous.join(new Device.Cpu(1)),
          "Rank 0 of 3 waited for ranks [1, 2] at " + rendezvous.address() + ", 1 s at most");
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void otherMachinesCannotComeToARendezvousOnLoopback() throws IOException {
    try (Rendezvous rendezvous = Rendezvous.at(RendezvousAddress.loopback(), 0, 2, SHORT)) {
      int port = rendezvous.address().port();
      new Socket(InetAddress.ofLiteral("127.0.0.1"), port).close();
      // Whoever listens on every address listens on this one of the same machine too.
      assertThatThrownBy(() -> new Socket(InetAddress.ofLiteral("127.0.0.2"), port))
          .isInstanceOf(ConnectException.class);
    }
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void aRendezvousForOtherMachinesListensOnItsAddressAlone() throws IOException {
    try (Rendezvous rendezvous =
        Rendezvous.at(new RendezvousAddress("127.0.0.2", 0), 0, 2, SHORT)) {
      RendezvousAddress address = rendezvous.address();
      new Socket(InetAddress.ofLiteral("127.0.0.2"), address.port()).close();
      assertThatThrownBy(() -> new Socket(InetAddress.ofLiteral("127.0.0.1"), address.port()))
          .isInstanceOf(ConnectException.class);
      assertThat(InetAddress.ofLiteral(address.ownAddress()).isLoopbackAddress()).isTrue();
    }
  }

  @Test
  void anAddressThatIsNotOfThisMachineOpensNoRendezvous() {
    RendezvousAddress elsewhere = new RendezvousAddress("192.0.2.1", 0);
    assertLost(
        () -> Rendezvous.at(elsewhere, 0, 2, SHORT),
        "Rank 0 of 2 could not come to the rendezvous at " + elsewhere);
  }

  @Test
  void aRendezvousThatNobodyHasOpenedIsTold() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    RendezvousAddress address = new RendezvousAddress("127.0.0.1", free);
    assertLost(
        () -> Rendezvous.at(address, 1, 2, SHORT),
        "Rank 1 of 2 could not come to the rendezvous at " + address);
  }

  private static void assertLost(ThrowingCallable call, String message) {
    assertThatThrownBy(call)
        .hasMessageContaining(message)
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RANK_LOST));
  }

  @Test
  void anAddressIsReadAsItIsWritten() {
    RendezvousAddress address = new RendezvousAddress("trainer-0.example", 29500);
    assertThat(RendezvousAddress.parse(address.toString())).isEqualTo(address);
  }
}
