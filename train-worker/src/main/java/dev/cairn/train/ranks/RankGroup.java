package dev.cairn.train.ranks;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.Optional;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.pytorch.Backend;
import org.bytedeco.pytorch.Tensor;
import org.bytedeco.pytorch.TensorVector;

/** Processes that have met. Once one of them is lost, so is the group. */
final class RankGroup implements Ranks {
  private final Rendezvous rendezvous;
  private final Device device;
  private final Backend group;
  private volatile Optional<CairnException> loss = Optional.empty();

  /** Closes the rendezvous too: NCCL needs it for its first sum. */
  RankGroup(Rendezvous rendezvous, Device device, Backend group) {
    this.rendezvous = rendezvous;
    this.device = device;
    this.group = group;
  }

  @Override
  public int rank() {
    return rendezvous.rank();
  }

  @Override
  public int worldSize() {
    return rendezvous.worldSize();
  }

  @Override
  public Device device() {
    return device;
  }

  @Override
  public void sum(Tensor tensor) {
    try (PointerScope _ = new PointerScope()) {
      group.allreduce(new TensorVector(tensor))._wait();
    } catch (RuntimeException e) {
      CairnException lost =
          new CairnException(
              ErrorCode.RANK_LOST,
              "Rank %d of %d has lost another one: %s"
                  .formatted(rank(), worldSize(), NativeMessage.of(e)),
              e);
      loss = Optional.of(lost);
      throw lost;
    }
  }

  @Override
  public RuntimeException causeOf(RuntimeException failure) {
    return loss.isPresent() ? loss.get() : failure;
  }

  @Override
  public void close() {
    group.close();
    rendezvous.close();
  }
}
