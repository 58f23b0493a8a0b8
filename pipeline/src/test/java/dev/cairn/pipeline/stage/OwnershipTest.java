package dev.cairn.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.apache.kafka.common.TopicPartition;
import org.junit.jupiter.api.Test;

class OwnershipTest {
  private static final TopicPartition P0 = new TopicPartition("in", 0);
  private static final TopicPartition P1 = new TopicPartition("in", 1);

  private final Ownership ownership = new Ownership();

  @Test
  void workOfAnAssignedPartitionIsOurs() {
    ownership.assign(List.of(P0));
    assertThat(ownership.holds(work(0))).isTrue();
    assertThat(ownership.claim(P1)).isNull();
  }

  @Test
  void workOfARevokedPartitionIsNotEvenWhenItComesBack() {
    ownership.assign(List.of(P0, P1));
    Origin first = work(0);
    Origin second = work(1);
    ownership.revoke(List.of(P0));
    ownership.assign(List.of(P0));
    assertThat(ownership.holds(first)).isFalse();
    assertThat(ownership.holds(second)).isTrue();
    assertThat(ownership.holds(work(0))).isTrue();
  }

  @Test
  void aFailedTransactionDropsEverythingUntilTheRewind() {
    ownership.assign(List.of(P0, P1));
    Origin before = work(0);

    ownership.suspend();
    assertThat(ownership.isSuspended()).isTrue();
    assertThat(ownership.isRewindRequested()).isFalse();
    assertThat(ownership.claim(P0)).isNull();

    ownership.requestRewind();
    assertThat(ownership.isRewindRequested()).isTrue();

    ownership.rewound(List.of(P0, P1));
    assertThat(ownership.isSuspended()).isFalse();
    assertThat(ownership.isRewindRequested()).isFalse();
    assertThat(ownership.holds(before)).isFalse();
    assertThat(ownership.holds(work(0))).isTrue();
  }

  @Test
  void aRebalanceBeforeTheRewindClaimsNothing() {
    ownership.suspend();
    ownership.assign(List.of(P0));
    assertThat(ownership.claim(P0)).isNull();

    ownership.rewound(List.of(P0));
    assertThat(ownership.claim(P0)).isNotNull();
  }

  private Origin work(int partition) {
    return TestRecords.origin(partition, 0, ownership.claim(new TopicPartition("in", partition)));
  }
}
