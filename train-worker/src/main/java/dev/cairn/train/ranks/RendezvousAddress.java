package dev.cairn.train.ranks;

/**
 * Where the processes of a stage find each other.
 *
 * @param host name or address of the machine of rank 0, as the others reach it
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

  /** True when no other machine takes part. */
  boolean isLoopback() {
    return host.equals(LOOPBACK);
  }

  @Override
  public String toString() {
    return host + ":" + port;
  }
}
