package dev.cairn.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.avro.TrainStageCommand;
import java.util.List;
import org.junit.jupiter.api.Test;

class DemoPlanTest {

  @Test
  void theSecondStageIsLargerAndStartsFromTheFirst() {
    List<TrainStageCommand> stages =
        new DemoPlan("tf_efficientnet_b0", 64, 20).stages("batch:b", "run");
    assertThat(stages).extracting(TrainStageCommand::getImageSize).containsExactly(48, 64);
    assertThat(stages.get(0).getLoadFrom()).isNull();
    assertThat(stages.get(1).getLoadFrom()).isEqualTo(stages.get(0).getStageId());
  }

  @Test
  void onlyTheSecondStageIsServed() {
    List<TrainStageCommand> stages =
        new DemoPlan("tf_efficientnet_b0", 64, 20).stages("batch:b", "run");
    assertThat(stages).extracting(TrainStageCommand::getPromoteTo).containsExactly(null, "default");
  }
}
