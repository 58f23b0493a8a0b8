package dev.cairn.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class RerankConfigTest {

  @Test
  void hasDefaultsForAWorkerOnItsOwn() {
    RerankConfig config = config(Map.of());

    assertThat(config.instanceId()).isEqualTo("rerank-0");
    assertThat(config.indexKind()).isEqualTo(IndexKind.EXACT);
    assertThat(config.recallSample()).isEqualTo(100);
    assertThat(config.index()).isEqualTo(Path.of("work/gallery"));
    assertThat(config.strategy()).isEqualTo("original");
    assertThat(config.lambda()).isEqualTo(9);
    assertThat(config.minLogScore()).isEmpty();
    assertThat(config.neighbours()).isEqualTo(5);
    assertThat(config.classes()).isEqualTo(5);
    assertThat(config.maxBatchQueries()).isEqualTo(32);
    assertThat(config.commitInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.maxCheckpointAge()).isEqualTo(Duration.ofHours(20));
  }

  @Test
  void takesEverySetting() {
    RerankConfig config =
        config(
            Map.of(
                "cairn.rerank.instance-id", "rerank-7",
                "cairn.rerank.index", "elsewhere",
                "cairn.rerank.strategy", "combined",
                "cairn.rerank.lambda", "2.5",
                "cairn.rerank.min-log-score", "-30",
                "cairn.rerank.neighbours", "3",
                "cairn.rerank.classes", "4",
                "cairn.rerank.max-batch-queries", "64",
                "cairn.rerank.commit-interval", "2m",
                "cairn.rerank.max-checkpoint-age", "12h"));

    assertThat(config.instanceId()).isEqualTo("rerank-7");
    assertThat(config.index()).isEqualTo(Path.of("elsewhere"));
    assertThat(config.strategy()).isEqualTo("combined");
    assertThat(config.lambda()).isEqualTo(2.5);
    assertThat(config.minLogScore()).hasValue(-30);
    assertThat(config.neighbours()).isEqualTo(3);
    assertThat(config.classes()).isEqualTo(4);
    assertThat(config.maxBatchQueries()).isEqualTo(64);
    assertThat(config.commitInterval()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.maxCheckpointAge()).isEqualTo(Duration.ofHours(12));
  }

  @ParameterizedTest
  @EnumSource
  void takesEveryKindOfIndexInLowerCase(IndexKind kind) {
    RerankConfig config =
        config(
            Map.of(
                "cairn.rerank.index-kind",
                kind.name().toLowerCase(Locale.ROOT),
                "cairn.rerank.recall-sample",
                "7"));

    assertThat(config.indexKind()).isEqualTo(kind);
    assertThat(config.recallSample()).isEqualTo(7);
  }

  static RerankConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(RerankConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(RerankConfig.class);
  }
}
