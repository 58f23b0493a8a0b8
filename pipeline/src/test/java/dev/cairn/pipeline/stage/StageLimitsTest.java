package dev.cairn.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import org.junit.jupiter.api.Test;

class StageLimitsTest {

  @Test
  void hasDefaultsThatFollowTheBatch() {
    assertThat(StageLimits.ofBatch(32).withPrepareThreads(5))
        .isEqualTo(
            new StageLimits(
                32, Duration.ofMillis(20), 5, 128, 256L << 20, 3, Duration.ofSeconds(30)));
  }

  @Test
  void namesTheValuesThatMakeNoSense() {
    assertThatThrownBy(() -> StageLimits.ofBatch(0))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("batch 0");
    assertThatThrownBy(() -> StageLimits.ofBatch(1).withPrepareThreads(-2))
        .hasMessageContaining("threads -2");
  }

  @Test
  void theTransactionalIdIsStableForAWorkerOfAGroup() {
    assertThat(TestRecords.CONFIG.transactionalId()).isEqualTo("test-group.worker-1");
  }
}
