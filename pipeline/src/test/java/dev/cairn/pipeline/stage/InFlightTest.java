package dev.cairn.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

class InFlightTest {
  private static final int RECORD_BYTES = 13; // key of 3, value of 10

  @Test
  void isFullWhenTooManyRecordsWaitForTheDevice() {
    InFlight inFlight = new InFlight(limits(2, 1_000));
    inFlight.add(TestRecords.origin(0, 1, 1));
    assertThat(inFlight.isFull()).isFalse();
    inFlight.add(TestRecords.origin(0, 2, 1));
    assertThat(inFlight.isFull()).isTrue();
    inFlight.started(1);
    assertThat(inFlight.isFull()).isFalse();
    assertThat(inFlight.records()).isEqualTo(2);
  }

  @Test
  void isFullAtTheLimitOfBytes() {
    InFlight inFlight = new InFlight(limits(100, RECORD_BYTES + 1));
    inFlight.add(TestRecords.origin(0, 1, 1));
    assertThat(inFlight.bytes()).isEqualTo(RECORD_BYTES);
    assertThat(inFlight.isFull()).isFalse();
    inFlight.add(TestRecords.origin(0, 2, 1));
    assertThat(inFlight.isFull()).isTrue();
  }

  @Test
  void theClockRunsOnlyWhileSomethingIsInFlight() {
    InFlight inFlight = new InFlight(limits(2, 1_000));
    assertThat(inFlight.activeTime()).isZero();
    inFlight.add(TestRecords.origin(0, 1, 1));
    inFlight.release(List.of(TestRecords.origin(0, 1, 1)));
    Duration stopped = inFlight.activeTime();
    assertThat(stopped).isPositive();
    inFlight.release(List.of());
    assertThat(inFlight.activeTime()).isEqualTo(stopped);
  }

  @Test
  void aMissingValueHasNoBytes() {
    InFlight inFlight = new InFlight(limits(2, 1_000));
    inFlight.add(new Origin(TestRecords.record(0, 1, null), 1));
    assertThat(inFlight.bytes()).isEqualTo(3);
  }

  private static StageLimits limits(int records, long bytes) {
    return new StageLimits(1, Duration.ZERO, 1, records, bytes, 1, Duration.ZERO);
  }
}
