package dev.cairn.schemas.topic;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class TopicTest {

  @Test
  void namesCarryPrefixAndVersion() {
    assertThat(Topic.GALLERY_IMAGES.name("cairn")).isEqualTo("cairn.gallery-images.v1");
  }

  @Test
  void whatMustBeReadWholeIsCompacted() {
    assertThat(Arrays.stream(Topic.values()).filter(t -> t.cleanup() == CleanupPolicy.COMPACT))
        .containsExactlyInAnyOrder(Topic.GALLERY, Topic.BATCHES, Topic.MODELS);
    assertThat(Topic.GALLERY.settings()).containsEntry("delete.retention.ms", "2592000000");
  }

  @Test
  void topicsOfOrderedHistoryHaveOnePartition() {
    assertThat(Topic.TRAINING_COMMANDS.partitions()).isEqualTo(1);
    assertThat(Topic.TRAINING_EVENTS.partitions()).isEqualTo(1);
    assertThat(Topic.MODELS.partitions()).isEqualTo(1);
  }

  @Test
  void eventsAreKeptForeverAndImagesAWeek() {
    assertThat(Topic.TRAINING_EVENTS.settings()).containsEntry("retention.ms", "-1");
    assertThat(Topic.IMAGES.settings())
        .containsEntry("retention.ms", "604800000")
        .containsEntry("cleanup.policy", "delete")
        .containsEntry("max.message.bytes", "25165824");
  }
}
