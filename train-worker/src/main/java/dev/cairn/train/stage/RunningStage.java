package dev.cairn.train.stage;

import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.train.trainer.TrainerProcess;

/** A stage whose trainer works. */
record RunningStage(PendingCommand pending, TrainStageCommand command, TrainerProcess trainer) {}
