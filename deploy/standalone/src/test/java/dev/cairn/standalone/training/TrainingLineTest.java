package dev.cairn.standalone.training;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.avro.EpochCompleted;
import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.StageRejected;
import dev.cairn.schemas.avro.TrainingEvent;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class TrainingLineTest {

  @Test
  void aRejectionTellsEveryFaultWithItsCode() {
    StageRejected rejected =
        new StageRejected(
            List.of(
                new Fault("STAGE_OPTION_INVALID", "fold is 9"),
                new Fault("CHECKPOINT_NOT_FOUND", "no stage b1")));
    assertThat(TrainingLine.of(new TrainingEvent("b0", "s1", Instant.EPOCH, rejected)))
        .isEqualTo(
            "b0/s1  rejected: fold is 9 (STAGE_OPTION_INVALID); no stage b1 (CHECKPOINT_NOT_FOUND)");
  }

  @Test
  void anEpochTellsItsFigures() {
    EpochCompleted epoch =
        EpochCompleted.newBuilder()
            .setEpoch(3)
            .setLearningRate(1e-3)
            .setTrainLoss(4.5)
            .setValidationLoss(5.25)
            .setAccuracy(0.75)
            .setGap(0.5)
            .setImagesPerSecond(88.25)
            .build();
    assertThat(TrainingLine.what(epoch))
        .contains("epoch 3", "loss 4.500", "accuracy 0.750", "GAP 0.500", "88.3 images/s");
  }
}
