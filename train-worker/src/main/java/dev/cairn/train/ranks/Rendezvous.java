package dev.cairn.train.ranks;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.time.Duration;
import java.util.List;
import java.util.stream.IntStream;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.javacpp.chrono.Milliseconds;
import org.bytedeco.pytorch.IntOptional;
import org.bytedeco.pytorch.StringVector;
import org.bytedeco.pytorch.TCPStore;
import org.bytedeco.pytorch.TCPStoreOptions;

/**
 * Where the processes of a stage meet before they train together: a key-value store of libtorch's
 * that rank 0 keeps.
 */
public final class Rendezvous implements AutoCloseable {
  private final RendezvousAddress address;
  private final int rank;
  private final int worldSize;
  private final Duration patience;
  private final TCPStore store;

  private Rendezvous(
      RendezvousAddress address, int rank, int worldSize, Duration patience, TCPStore store) {
    this.address = address;
    this.rank = rank;
    this.worldSize = worldSize;
    this.patience = patience;
    this.store = store;
  }

  /**
   * Rank 0 opens it, the others come to it once it is open.
   *
   * @param address of this machine, for rank 0; nobody comes to it by another one
   * @param patience how long everyone waits for the others
   * @throws CairnException {@code RANK_LOST} when nobody has opened it
   */
  public static Rendezvous at(
      RendezvousAddress address, int rank, int worldSize, Duration patience) {
    try (PointerScope _ = new PointerScope()) {
      TCPStoreOptions options =
          new TCPStoreOptions()
              .port((short) address.port())
              .isServer(rank == 0)
              .waitWorkers(false)
              .useLibUV(false)
              .timeout(new Milliseconds(patience.toMillis()));
      if (rank == 0 && ListeningSocket.isSupported()) {
        ListeningSocket socket = ListeningSocket.on(address);
        options.port((short) socket.port()).masterListenFd(new IntOptional(socket.descriptor()));
      }
      TCPStore store = new TCPStore(address.host(), options);
      store.retainReference();
      RendezvousAddress open =
          new RendezvousAddress(address.host(), Short.toUnsignedInt(store.getPort()));
      return new Rendezvous(open, rank, worldSize, patience, store);
    } catch (RuntimeException e) {
      throw lost(
          rank,
          worldSize,
          "could not come to the rendezvous at %s: %s".formatted(address, NativeMessage.of(e)),
          e);
    }
  }

  /** Where the others come to. */
  public RendezvousAddress address() {
    return address;
  }

  /**
   * Waits for all ranks and connects them; closing the ranks closes this too.
   *
   * @throws CairnException {@code RANK_LOST} when some do not come in time
   */
  public Ranks join(Device device) {
    waitForAll();
    try (PointerScope _ = new PointerScope()) {
      return new RankGroup(this, device, ProcessGroups.connect(this, device));
    } catch (RuntimeException e) {
      throw lost("could not be connected: " + NativeMessage.of(e), e);
    }
  }

  private void waitForAll() {
    try (PointerScope _ = new PointerScope()) {
      store.set(key(rank), "here");
      String[] keys =
          IntStream.range(0, worldSize).mapToObj(Rendezvous::key).toArray(String[]::new);
      store._wait(new StringVector(keys), new Milliseconds(patience.toMillis()));
    } catch (RuntimeException e) {
      throw lost(
          "waited for %s at %s, %d s at most: %s"
              .formatted(missing(), address, patience.toSeconds(), NativeMessage.of(e)),
          e);
    }
  }

  private String missing() {
    try (PointerScope _ = new PointerScope()) {
      List<Integer> missing =
          IntStream.range(0, worldSize)
              .filter(other -> !store.check(new StringVector(key(other))))
              .boxed()
              .toList();
      return "ranks " + missing;
    } catch (RuntimeException e) {
      return "the others, but rank 0, which keeps the rendezvous, has gone";
    }
  }

  private CairnException lost(String what, RuntimeException cause) {
    return lost(rank, worldSize, what, cause);
  }

  private static CairnException lost(int rank, int worldSize, String what, RuntimeException cause) {
    return new CairnException(
        ErrorCode.RANK_LOST, "Rank %d of %d %s".formatted(rank, worldSize, what), cause);
  }

  private static String key(int other) {
    return "rank-" + other;
  }

  int rank() {
    return rank;
  }

  int worldSize() {
    return worldSize;
  }

  TCPStore store() {
    return store;
  }

  /** Only where nobody has joined; else the ranks close it. */
  @Override
  public void close() {
    store.close();
  }
}
