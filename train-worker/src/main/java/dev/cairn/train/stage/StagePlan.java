package dev.cairn.train.stage;

import dev.cairn.schemas.avro.Fault;
import dev.cairn.train.trainer.Parent;
import java.util.List;
import java.util.Optional;

/** What a command comes to once everything that it refers to has been looked up. */
sealed interface StagePlan {

  /** It can be carried out. */
  record Ready(Optional<Parent> parent) implements StagePlan {}

  /**
   * It cannot.
   *
   * @param faults all that could be found, never empty
   */
  record Faulty(List<Fault> faults) implements StagePlan {}
}
