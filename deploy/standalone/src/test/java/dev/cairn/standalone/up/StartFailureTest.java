package dev.cairn.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import org.junit.jupiter.api.Test;

class StartFailureTest {

  @Test
  void aWorkersRefusalIsToldHoweverDeepItLies() {
    CairnException refusal = new CairnException(ErrorCode.START_FAILED, "lambda is -1");

    assertThat(StartFailure.reason(new RuntimeException("start", new Exception("bean", refusal))))
        .isEqualTo("lambda is -1");
  }

  @Test
  void anyOtherFailureTellsItself() {
    assertThat(StartFailure.reason(new RuntimeException("port", new Exception("bind"))))
        .isEqualTo("port");
  }
}
