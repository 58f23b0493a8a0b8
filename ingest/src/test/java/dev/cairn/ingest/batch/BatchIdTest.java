package dev.cairn.ingest.batch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BatchIdTest {

  @ParameterizedTest
  @ValueSource(strings = {"a", "7", "holiday-2026_07.v2"})
  void acceptsPlainFileNames(String id) {
    assertThat(new BatchId(id)).hasToString(id);
  }

  @ParameterizedTest
  @ValueSource(strings = {"", ".", "..", "../up", "a/b", "a\\b", "-v", "a b", "été", "a\n"})
  void refusesWhatCouldLeaveTheStore(String id) {
    assertThatThrownBy(() -> new BatchId(id))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.RECORD_INVALID))
        .hasMessageContaining("'" + id + "'");
  }

  @Test
  void limitsTheLength() {
    assertThat(new BatchId("x".repeat(100)).value()).hasSize(100);
    assertThatThrownBy(() -> new BatchId("x".repeat(101))).isInstanceOf(CairnException.class);
  }

  @Test
  void createsIdsThatSortByTimeAndDiffer() {
    Clock clock = Clock.fixed(Instant.parse("2026-01-31T23:59:59Z"), ZoneOffset.UTC);

    BatchId first = BatchId.create(clock);

    assertThat(first.value()).matches("20260131-235959-[0-9a-f]{8}");
    assertThat(BatchId.create(clock)).isNotEqualTo(first);
  }
}
