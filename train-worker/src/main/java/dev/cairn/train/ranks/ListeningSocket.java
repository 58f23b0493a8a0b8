package dev.cairn.train.ranks;

import static java.lang.foreign.ValueLayout.ADDRESS;
import static java.lang.foreign.ValueLayout.JAVA_INT;

import java.lang.foreign.Arena;
import java.lang.foreign.FunctionDescriptor;
import java.lang.foreign.Linker;
import java.lang.foreign.MemoryLayout;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.lang.invoke.MethodHandle;
import java.net.Inet4Address;
import java.nio.ByteOrder;
import java.util.Arrays;

/**
 * A socket that listens on one address. libtorch's store would listen on every address, but takes a
 * socket that listens already. Through libc, because Java does not give its own sockets away.
 *
 * @param descriptor of the operating system; whoever is given it closes it
 */
record ListeningSocket(int descriptor, int port) {
  private static final int AF_INET = 2;
  private static final int SOCK_STREAM = 1;
  private static final int BACKLOG = 128;
  private static final int ADDRESS_BYTES = 16;
  private static final long PORT_OFFSET = 2;
  private static final long HOST_OFFSET = 4;
  private static final ValueLayout.OfShort NETWORK_SHORT =
      ValueLayout.JAVA_SHORT_UNALIGNED.withOrder(ByteOrder.BIG_ENDIAN);

  /** True where {@link #on} can be called: the address has Linux's layout. */
  static boolean isSupported() {
    return System.getProperty("os.name").equals("Linux");
  }

  /**
   * Listens.
   *
   * @param wanted an IPv4 address of this machine; port 0 for any that is free
   */
  static ListeningSocket on(RendezvousAddress wanted) {
    try (Arena arena = Arena.ofConfined()) {
      MemorySegment address = arena.allocate(ADDRESS_BYTES);
      address.set(ValueLayout.JAVA_SHORT, 0, (short) AF_INET);
      address.set(NETWORK_SHORT, PORT_OFFSET, (short) wanted.port());
      byte[] host = Inet4Address.ofLiteral(wanted.host()).getAddress();
      MemorySegment.copy(host, 0, address, ValueLayout.JAVA_BYTE, HOST_OFFSET, host.length);
      MemorySegment length = arena.allocateFrom(JAVA_INT, ADDRESS_BYTES);
      int socket = call("socket", AF_INET, SOCK_STREAM, 0);
      call("bind", socket, address, ADDRESS_BYTES);
      call("listen", socket, BACKLOG);
      call("getsockname", socket, address, length);
      return new ListeningSocket(
          socket, Short.toUnsignedInt(address.get(NETWORK_SHORT, PORT_OFFSET)));
    }
  }

  private static int call(String name, Object... arguments) {
    MemoryLayout[] layouts =
        Arrays.stream(arguments)
            .map(argument -> argument instanceof Integer ? JAVA_INT : ADDRESS)
            .toArray(MemoryLayout[]::new);
    Linker linker = Linker.nativeLinker();
    MethodHandle function =
        linker.downcallHandle(
            linker.defaultLookup().findOrThrow(name), FunctionDescriptor.of(JAVA_INT, layouts));
    int result;
    try {
      result = (int) function.invokeWithArguments(arguments);
    } catch (Throwable e) {
      throw new IllegalStateException(e);
    }
    if (result < 0) {
      throw new IllegalStateException(name + " failed");
    }
    return result;
  }
}
