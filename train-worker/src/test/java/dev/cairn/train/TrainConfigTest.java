package dev.cairn.train;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.train.ranks.DeviceKind;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class TrainConfigTest {

  @Test
  void defaults() {
    TrainConfig config = config(Map.of());
    assertThat(config.work()).isEqualTo(Path.of("work/train"));
    assertThat(config.instanceId()).isEqualTo("train-0");
    assertThat(config.checkpointInterval()).isEqualTo(Duration.ofMinutes(10));
    assertThat(config.dataRoots()).isEmpty();
    assertThat(config.modelRoots()).isEmpty();
    assertThat(config.device()).isEqualTo(DeviceKind.CPU);
    assertThat(config.threads()).isEmpty();
    assertThat(config.processes()).isEmpty();
    assertThat(config.memory()).isEmpty();
    assertThat(config.heap().asLongValue()).isEqualTo(2L << 30);
  }

  @Test
  void everySettingHasItsKey() {
    TrainConfig config =
        config(
            Map.of(
                "cairn.train.work", "/data/train",
                "cairn.train.data-roots", "/data/gldv2,/data/photos",
                "cairn.train.model-roots", "/data/models",
                "cairn.train.instance-id", "train-7",
                "cairn.train.checkpoint-interval", "90s",
                "cairn.train.device", "auto",
                "cairn.train.threads", "3",
                "cairn.train.processes", "2",
                "cairn.train.memory", "16G",
                "cairn.train.heap", "512M"));
    assertThat(config.work()).isEqualTo(Path.of("/data/train"));
    assertThat(config.instanceId()).isEqualTo("train-7");
    assertThat(config.dataRoots())
        .contains(List.of(Path.of("/data/gldv2"), Path.of("/data/photos")));
    assertThat(config.modelRoots()).contains(List.of(Path.of("/data/models")));
    assertThat(config.checkpointInterval()).isEqualTo(Duration.ofSeconds(90));
    assertThat(config.device()).isEqualTo(DeviceKind.AUTO);
    assertThat(config.threads()).hasValue(3);
    assertThat(config.processes()).hasValue(2);
    assertThat(config.memory().orElseThrow().asLongValue()).isEqualTo(16L << 30);
    assertThat(config.heap().asLongValue()).isEqualTo(512L << 20);
  }

  private static TrainConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(TrainConfig.class)
        .withSources(new PropertiesConfigSource(settings, "test", 100))
        .build()
        .getConfigMapping(TrainConfig.class);
  }
}
