package dev.cairn.rerank.gallery;

import java.time.Instant;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/**
 * How far an index has followed the gallery topic.
 *
 * @param topicId Kafka's own id of the topic, which a topic created anew does not share
 * @param offsets next offset to read, by partition
 */
public record Checkpoint(String topicId, Map<Integer, Long> offsets, Instant takenAt) {
  private static final String VERSION = "version";
  private static final String CURRENT_VERSION = "1";
  private static final String TOPIC_ID = "topic-id";
  private static final String TAKEN_AT = "taken-at";
  private static final String OFFSET = "offset.";

  public Checkpoint {
    offsets = Map.copyOf(offsets);
  }

  /** As text, for an index that keeps text with its commits. */
  public Map<String, String> toText() {
    Map<String, String> text = new HashMap<>();
    text.put(VERSION, CURRENT_VERSION);
    text.put(TOPIC_ID, topicId);
    text.put(TAKEN_AT, takenAt.toString());
    offsets.forEach((partition, offset) -> text.put(OFFSET + partition, Long.toString(offset)));
    return text;
  }

  /**
   * The checkpoint of a text, empty when there is none.
   *
   * @throws IllegalArgumentException when another version of Cairn wrote it
   */
  public static Optional<Checkpoint> ofText(Map<String, String> text) {
    if (text.isEmpty()) {
      return Optional.empty();
    }
    if (!CURRENT_VERSION.equals(text.get(VERSION))) {
      throw new IllegalArgumentException(
          "its version is %s, not %s".formatted(text.get(VERSION), CURRENT_VERSION));
    }
    Map<Integer, Long> offsets = new HashMap<>();
    text.forEach((key, value) -> {
      if (key.startsWith(OFFSET)) {
        offsets.put(Integer.valueOf(key.substring(OFFSET.length())), Long.valueOf(value));
      }
    });
    return Optional.of(
        new Checkpoint(text.get(TOPIC_ID), offsets, Instant.parse(text.get(TAKEN_AT))));
  }
}
