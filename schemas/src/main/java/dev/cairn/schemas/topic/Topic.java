package dev.cairn.schemas.topic;

import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/** The topic table: every topic of Cairn with its name, partitions, retention and cleanup. */
public enum Topic {
  /** {@code ImageRecord} of query photographs, written without transactions so its lag is exact. */
  IMAGES("images", 4, Optional.of(Duration.ofDays(7)), CleanupPolicy.DELETE),
  /**
   * {@code ImageRecord} with a landmark, or known to show none; null removes the photograph from
   * the gallery.
   */
  GALLERY_IMAGES("gallery-images", 4, Optional.of(Duration.ofDays(7)), CleanupPolicy.DELETE),
  /** {@code EmbeddingRecord} of queries. */
  EMBEDDINGS("embeddings", 4, Optional.of(Duration.ofDays(7)), CleanupPolicy.DELETE),
  /**
   * {@code EmbeddingRecord} with a landmark, or known to show none; key: {@link GalleryKey}; null
   * removes the row.
   */
  GALLERY("gallery", 4, Optional.empty(), CleanupPolicy.COMPACT),
  /** {@code Prediction}. */
  PREDICTIONS("predictions", 4, Optional.of(Duration.ofDays(30)), CleanupPolicy.DELETE),
  /** {@code BatchStatus}, key: batch id. */
  BATCHES("batches", 1, Optional.empty(), CleanupPolicy.COMPACT),
  /** {@code TrainingCommand}, key: model name. */
  TRAINING_COMMANDS("training-commands", 1, Optional.of(Duration.ofDays(30)), CleanupPolicy.DELETE),
  /** {@code TrainingEvent}, key: model name. */
  TRAINING_EVENTS("training-events", 1, Optional.empty(), CleanupPolicy.DELETE),
  /** {@code ModelEvent}, key: model or ensemble name. */
  MODELS("models", 1, Optional.empty(), CleanupPolicy.COMPACT),
  /** A failed record's own bytes; the reason is in the headers. */
  DEAD_LETTERS("dead-letters", 1, Optional.of(Duration.ofDays(30)), CleanupPolicy.DELETE);

  /** How long a compacted topic tells of what was removed. */
  public static final Duration REMOVALS_KEPT = Duration.ofDays(30);

  /** Default prefix of topic names. */
  public static final String DEFAULT_PREFIX = "cairn";

  /** Largest record on any topic: a 20 MiB image and its envelope. */
  public static final int MAX_MESSAGE_BYTES = 24 << 20;

  private final String shortName;
  private final int partitions;
  private final Optional<Duration> retention;
  private final CleanupPolicy cleanup;

  Topic(String shortName, int partitions, Optional<Duration> retention, CleanupPolicy cleanup) {
    this.shortName = shortName;
    this.partitions = partitions;
    this.retention = retention;
    this.cleanup = cleanup;
  }

  /** Name on the broker: {@code <prefix>.<name>.v1}. */
  public String name(String prefix) {
    return prefix + "." + shortName + ".v1";
  }

  public String shortName() {
    return shortName;
  }

  public int partitions() {
    return partitions;
  }

  public CleanupPolicy cleanup() {
    return cleanup;
  }

  /** The topic's settings as Kafka names them. */
  public Map<String, String> settings() {
    return Map.of(
        "cleanup.policy", cleanup == CleanupPolicy.COMPACT ? "compact" : "delete",
        "retention.ms", retention.map(d -> Long.toString(d.toMillis())).orElse("-1"),
        "delete.retention.ms", Long.toString(REMOVALS_KEPT.toMillis()),
        "max.message.bytes", Integer.toString(MAX_MESSAGE_BYTES));
  }
}
