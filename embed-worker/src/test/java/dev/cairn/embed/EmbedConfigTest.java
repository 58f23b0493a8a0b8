package dev.cairn.embed;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.embed.session.ExecutionProvider;
import dev.cairn.embed.session.GraphOptimization;
import dev.cairn.embed.session.SessionSettings;
import dev.cairn.imaging.ImageLimits;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;

class EmbedConfigTest {

  @Test
  void hasDefaultsForAWorkerOnItsOwn() {
    EmbedConfig config = config(Map.of());

    assertThat(config.instanceId()).isEqualTo("embed-0");
    assertThat(config.decodeThreads()).isEmpty();
    assertThat(SessionConfig.settings(config.session()))
        .isEqualTo(SessionSettings.ofThreads(Runtime.getRuntime().availableProcessors()));
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
                "cairn.embed.decode-threads", "3",
                "cairn.embed.max-batch-images", "32",
                "cairn.embed.gallery-share", "0.5",
                "cairn.embed.batch-pixels", "600000",
                "cairn.embed.max-image-bytes", "1000",
                "cairn.embed.max-side-pixels", "200",
                "cairn.embed.max-image-pixels", "30000"));

    assertThat(config.instanceId()).isEqualTo("embed-7");
    assertThat(config.decodeThreads()).hasValue(3);
    assertThat(config.maxBatchImages()).isEqualTo(32);
    assertThat(config.galleryShare()).isEqualTo(0.5);
    assertThat(config.batchPixels()).isEqualTo(600_000);
    assertThat(config.maxImageBytes()).isEqualTo(1000);
    assertThat(config.maxSidePixels()).isEqualTo(200);
    assertThat(config.maxImagePixels()).isEqualTo(30_000);
  }

  @Test
  void takesEverySettingOfTheSessions() {
    EmbedConfig config =
        config(
            Map.of(
                "cairn.embed.session.threads", "4",
                "cairn.embed.session.spinning", "true",
                "cairn.embed.session.arena", "false",
                "cairn.embed.session.optimization", "extended",
                "cairn.embed.session.cache", "/data/sessions",
                "cairn.embed.session.provider", "tensorrt",
                "cairn.embed.session.device-id", "1",
                "cairn.embed.session.memory-limit", "4G",
                "cairn.embed.session.fp16", "true"));

    assertThat(SessionConfig.settings(config.session()))
        .isEqualTo(
            new SessionSettings(
                4,
                true,
                false,
                GraphOptimization.EXTENDED,
                Optional.of(Path.of("/data/sessions")),
                ExecutionProvider.TENSORRT,
                1,
                OptionalLong.of(4L << 30),
                true));
  }

  @Test
  void namesTheSettingOfTheSessionsThatMakesNoSense() {
    assertRefused("threads", "0");
    assertRefused("device-id", "-1");
    assertRefused("memory-limit", "1G");
    assertRefused("fp16", "true");
  }

  private static void assertRefused(String key, String value) {
    SessionConfig session = config(Map.of("cairn.embed.session." + key, value)).session();
    assertThatThrownBy(() -> SessionConfig.settings(session))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("cairn.embed.session." + key);
  }

  private static EmbedConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(EmbedConfig.class)
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(EmbedConfig.class);
  }
}
