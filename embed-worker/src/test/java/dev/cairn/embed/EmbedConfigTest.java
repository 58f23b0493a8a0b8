package dev.cairn.embed;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.imaging.ImageLimits;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Map;
import org.junit.jupiter.api.Test;

class EmbedConfigTest {

  @Test
  void hasDefaultsForAWorkerOnItsOwn() {
    EmbedConfig config = config(Map.of());

    assertThat(config.instanceId()).isEqualTo("embed-0");
    assertThat(config.inferenceThreads()).isEmpty();
    assertThat(config.decodeThreads()).isEmpty();
    assertThat(config.maxBatchImages()).isEqualTo(8);
    assertThat(config.galleryShare()).isEqualTo(0.2);
    assertThat(config.batchPixels()).isEqualTo(8 * 256 * 256);
    assertThat(
            new ImageLimits(
                config.maxImageBytes(), config.maxSidePixels(), config.maxImagePixels()))
        .isEqualTo(ImageLimits.defaults());
  }

  @Test
  void takesEverySetting() {
    EmbedConfig config =
        config(
            Map.of(
                "cairn.embed.instance-id", "embed-7",
                "cairn.embed.inference-threads", "4",
                "cairn.embed.decode-threads", "3",
                "cairn.embed.max-batch-images", "32",
                "cairn.embed.gallery-share", "0.5",
                "cairn.embed.batch-pixels", "600000",
                "cairn.embed.max-image-bytes", "1000",
                "cairn.embed.max-side-pixels", "200",
                "cairn.embed.max-image-pixels", "30000"));

    assertThat(config.instanceId()).isEqualTo("embed-7");
    assertThat(config.inferenceThreads()).hasValue(4);
    assertThat(config.decodeThreads()).hasValue(3);
    assertThat(config.maxBatchImages()).isEqualTo(32);
    assertThat(config.galleryShare()).isEqualTo(0.5);
    assertThat(config.batchPixels()).isEqualTo(600_000);
    assertThat(config.maxImageBytes()).isEqualTo(1000);
    assertThat(config.maxSidePixels()).isEqualTo(200);
    assertThat(config.maxImagePixels()).isEqualTo(30_000);
  }

  private static EmbedConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(EmbedConfig.class)
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(EmbedConfig.class);
  }
}
