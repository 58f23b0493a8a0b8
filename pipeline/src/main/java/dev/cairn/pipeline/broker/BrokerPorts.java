package dev.cairn.pipeline.broker;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.ServerSocket;

/** The two loopback ports of a broker. */
record BrokerPorts(int broker, int controller) {

  /**
   * Picks free ports; both are held while choosing, or the same one could come twice.
   *
   * @param port of the broker, 0 for a free one
   */
  static BrokerPorts choose(int port) throws IOException {
    try (ServerSocket broker = listen(port);
        ServerSocket controller = listen(0)) {
      return new BrokerPorts(broker.getLocalPort(), controller.getLocalPort());
    } catch (BindException e) {
      throw new CairnException(
          ErrorCode.PORT_IN_USE,
          "Port %d on this machine is taken: stop what listens there or choose another port"
              .formatted(port),
          e);
    }
  }

  private static ServerSocket listen(int port) throws IOException {
    return new ServerSocket(port, 1, InetAddress.getByName(EmbeddedBroker.HOST));
  }
}
