package dev.cairn.schemas.topic;

/** How Kafka forgets the records of a topic. */
public enum CleanupPolicy {
  DELETE,
  COMPACT
}
