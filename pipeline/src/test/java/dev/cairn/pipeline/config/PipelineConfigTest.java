package dev.cairn.pipeline.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.smallrye.config.ConfigValidationException;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.Test;

class PipelineConfigTest {

  @Test
  void hasDefaults() {
    PipelineConfig config = config(Map.of());
    assertThat(config.store()).isEqualTo(Path.of("work/store"));
    assertThat(config.topicPrefix()).isEqualTo("cairn");
    assertThat(config.ensemble()).isEqualTo("default");
  }

  @Test
  void readsEveryProperty() {
    PipelineConfig config =
        config(
            Map.of(
                "cairn.pipeline.store", "/data/store",
                "cairn.pipeline.topic-prefix", "lab",
                "cairn.pipeline.ensemble", "nine"));
    assertThat(config.store()).isEqualTo(Path.of("/data/store"));
    assertThat(config.topicPrefix()).isEqualTo("lab");
    assertThat(config.ensemble()).isEqualTo("nine");
  }

  @Test
  void refusesAnUnknownKey() {
    assertThatThrownBy(() -> config(Map.of("cairn.pipeline.stoer", "/data")))
        .isInstanceOf(ConfigValidationException.class)
        .hasMessageContaining("cairn.pipeline.stoer");
  }

  private static PipelineConfig config(Map<String, String> properties) {
    return new SmallRyeConfigBuilder()
        .withMapping(PipelineConfig.class)
        .withSources(new PropertiesConfigSource(properties, "test", 100))
        .build()
        .getConfigMapping(PipelineConfig.class);
  }
}
