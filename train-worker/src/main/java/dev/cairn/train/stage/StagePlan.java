package dev.cairn.train.stage;

import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.MemoryNeed;
import dev.cairn.train.trainer.Parent;
import java.util.List;
import java.util.Optional;

/** What a command comes to once everything that it refers to has been looked up. */
sealed interface StagePlan {

  /** It can be carried out. */
  record Ready(Optional<Parent> parent, MemoryNeed memory) implements StagePlan {

    /** Twice what a checkpoint holds: a new one is written before the old one goes. */
    long diskBytes() {
      return 2 * (memory.getParameters() + memory.getOptimiser());
    }
  }

  /**
   * It cannot.
   *
   * @param faults all that could be found, never empty
   */
  record Faulty(List<Fault> faults) implements StagePlan {}
}
