package dev.cairn.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.concurrent.CountDownLatch;
import org.junit.jupiter.api.Test;

class RetryRuleTest {
  private final RetryRule rule = new RetryRule(TestRecords.CONFIG, new CountDownLatch(0));

  @Test
  void anAnswerIsTakenAtOnce() throws InterruptedException {
    assertThat(rule.giveUp(new CairnException(ErrorCode.BLOB_NOT_FOUND, "gone"), 1))
        .contains(new Outcome.Failed(ErrorCode.BLOB_NOT_FOUND, "gone"));
  }

  @Test
  void aDefectIsTriedAFewTimes() throws InterruptedException {
    RuntimeException defect = new IllegalStateException("broken");
    assertThat(rule.giveUp(defect, 2)).isEmpty();
    assertThat(rule.giveUp(defect, 3))
        .contains(
            new Outcome.Failed(ErrorCode.INTERNAL, "java.lang.IllegalStateException: broken"));
  }

  @Test
  void whatMayPassIsTriedLongerButNotForEver() throws InterruptedException {
    RuntimeException full = new CairnException(ErrorCode.STORAGE_FULL, "no space");
    RuntimeException away = new UncheckedIOException(new IOException("stale handle"));
    assertThat(rule.giveUp(full, 9)).isEmpty();
    assertThat(rule.giveUp(away, 9)).isEmpty();
    assertThat(rule.giveUp(full, 10))
        .contains(new Outcome.Failed(ErrorCode.STORAGE_FULL, "no space"));
    assertThat(rule.giveUp(away, 10)).isPresent();
  }
}
