package dev.cairn.pipeline.client;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KafkaSettingsTest {
  private static final Map<String, Object> INSTALLATION =
      Map.of("bootstrap.servers", "kafka:9092", "group.id", "quarkus-application");

  @Test
  void holdsLargeRecordsByDefault() {
    assertThat(KafkaSettings.consumer(INSTALLATION, "embed"))
        .containsEntry("max.partition.fetch.bytes", 16 << 20)
        .containsEntry("fetch.max.bytes", 64 << 20)
        .containsEntry("session.timeout.ms", 6_000)
        .containsEntry("bootstrap.servers", "kafka:9092");
    assertThat(KafkaSettings.producer(INSTALLATION)).containsEntry("max.request.size", 24 << 20);
  }

  @Test
  void anInstallationChangesDefaultsButNotGuarantees() {
    Map<String, Object> installation = new HashMap<>(INSTALLATION);
    installation.put("session.timeout.ms", 45_000);
    installation.put("isolation.level", "read_uncommitted");
    installation.put("enable.auto.commit", true);
    installation.put("acks", "1");
    assertThat(KafkaSettings.consumer(installation, "embed"))
        .containsEntry("session.timeout.ms", 45_000)
        .containsEntry("isolation.level", "read_committed")
        .containsEntry("enable.auto.commit", false);
    assertThat(KafkaSettings.transactionalProducer(installation, "embed.worker-1"))
        .containsEntry("acks", "all")
        .containsEntry("transactional.id", "embed.worker-1");
  }

  @Test
  void theGroupOfTheInstallationIsNeverUsed() {
    assertThat(KafkaSettings.consumer(INSTALLATION, "embed")).containsEntry("group.id", "embed");
    assertThat(KafkaSettings.follower(INSTALLATION)).doesNotContainKey("group.id");
    assertThat(KafkaSettings.producer(INSTALLATION)).doesNotContainKey("group.id");
    assertThat(KafkaSettings.admin(INSTALLATION)).doesNotContainKey("group.id");
  }
}
