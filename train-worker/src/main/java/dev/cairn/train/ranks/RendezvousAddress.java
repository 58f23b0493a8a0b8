package dev.cairn.train.ranks;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;

/**
 * Where the processes of a stage find each other.
 *
 * @param host IPv4 address of the machine of rank 0, as the others reach it
 * @param port 0 for any that is free
 */
public record RendezvousAddress(String host, int port) {
  private static final String LOOPBACK = "127.0.0.1";

  /** For processes of one machine, on a free port. */
  public static RendezvousAddress loopback() {
    return new RendezvousAddress(LOOPBACK, 0);
  }

  /** The opposite of {@link #toString}. */
  public static RendezvousAddress parse(String text) {
    int colon = text.lastIndexOf(':');
    return new RendezvousAddress(
        text.substring(0, colon), Integer.parseInt(text.substring(colon + 1)));
  }

  /**
   * Address of this machine on the way there, where the others reach it too. Nothing is sent.
   *
   * @throws CairnException {@code RANK_LOST} when there is no way
   */
  String ownAddress() {
    try (DatagramSocket socket = new DatagramSocket()) {
      socket.connect(new InetSocketAddress(host, port));
      return socket.getLocalAddress().getHostAddress();
    } catch (IOException | UncheckedIOException e) {
      throw new CairnException(ErrorCode.RANK_LOST, "No way leads to " + this, e);
    }
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
