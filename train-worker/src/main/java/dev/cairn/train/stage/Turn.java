package dev.cairn.train.stage;

import dev.cairn.schemas.avro.TrainStageCommand;

/** A stage command that is being carried out. */
record Turn(PendingCommand pending, TrainStageCommand command) {

  static Turn of(PendingCommand pending) {
    return new Turn(pending, pending.stage().orElseThrow());
  }

  /** Of the command in its topic. */
  long offset() {
    return pending.offset();
  }

  String stageId() {
    return command.getStageId();
  }
}
