package dev.cairn.train.stage;

import dev.cairn.train.trainer.TrainerGroup;

/** The stage whose turn it is. */
record RunningStage(Turn turn, StagePlan.Ready plan, Work work) {

  /** What is done for it. */
  sealed interface Work {}

  /** Its trainer works. */
  record Training(TrainerGroup trainer) implements Work {}

  /** Its trainer is started as soon as there is room on the disk. */
  record Waiting(DiskRoom room) implements Work {}

  RunningStage with(Work now) {
    return new RunningStage(turn, plan, now);
  }
}
