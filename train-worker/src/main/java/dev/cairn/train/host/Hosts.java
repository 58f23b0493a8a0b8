package dev.cairn.train.host;

import dev.cairn.train.ranks.RendezvousAddress;
import java.util.List;

/**
 * All machines that stages train on.
 *
 * @param address IPv4 address of this machine, as the others reach it
 * @param all this machine first, which has rank 0 of every stage
 */
public record Hosts(String address, List<Host> all) {

  /** This machine alone. */
  public static Hosts local(int processes) {
    return new Hosts(RendezvousAddress.loopback().host(), List.of(Host.here(processes)));
  }

  /** How many processes may train together. */
  public int processes() {
    return all.stream().mapToInt(Host::processes).sum();
  }

  /** Where a rank runs: a stage fills one host after the other. */
  public Place place(int rank, int worldSize) {
    int first = 0;
    for (Host host : all) {
      int taken = Math.min(host.processes(), worldSize - first);
      if (rank < first + taken) {
        return new Place(host, rank - first, taken);
      }
      first += taken;
    }
    throw new IllegalArgumentException("No host takes rank %d of %d".formatted(rank, worldSize));
  }

  /** Where the processes of a stage meet: out of reach of other machines that have none of them. */
  public RendezvousAddress rendezvous(int worldSize) {
    return worldSize <= all.getFirst().processes()
        ? RendezvousAddress.loopback()
        : new RendezvousAddress(address, 0);
  }
}
