package dev.cairn.embed.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class ProvidersTest {

  @Test
  void theProcessorIsAlwaysThere() {
    assertThatCode(() -> Providers.check(on(ExecutionProvider.CPU))).doesNotThrowAnyException();
  }

  @ParameterizedTest
  @EnumSource(mode = Mode.EXCLUDE, names = "CPU")
  void aBuildForProcessorsTellsHowToGetTheOthers(ExecutionProvider provider) {
    assertThatThrownBy(() -> Providers.check(on(provider)))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DEVICE_UNAVAILABLE))
        .hasMessageContaining(provider.name())
        .hasMessageContaining("onnxruntime_gpu")
        .hasMessageContaining("cairn.embed.session.provider=cpu");
  }

  private static SessionSettings on(ExecutionProvider provider) {
    return new SessionSettings(
        1,
        false,
        true,
        GraphOptimization.ALL,
        Optional.empty(),
        provider,
        0,
        OptionalLong.empty(),
        false);
  }
}
