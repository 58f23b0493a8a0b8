package dev.cairn.standalone.up;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;

/**
 * Where to listen, on loopback.
 *
 * @param kafka port of the broker; 0 chooses a free one
 * @param http port of health and metrics; 0 chooses a free one
 */
public record Ports(int kafka, int http) {
  public static final Ports FREE = new Ports(0, 0);

  /**
   * The port for health and metrics. It is tried before the workers start, which would bind it as
   * their last step.
   *
   * @throws CairnException with {@code PORT_IN_USE}
   */
  int freeHttp() {
    try (ServerSocket socket = new ServerSocket(http, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new CairnException(
          ErrorCode.PORT_IN_USE,
          "Port %d for health and metrics is taken: choose another with --http-port"
              .formatted(http),
          e);
    }
  }
}
