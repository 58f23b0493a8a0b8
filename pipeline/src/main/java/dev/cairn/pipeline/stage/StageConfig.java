package dev.cairn.pipeline.stage;

import static java.util.Objects.requireNonNull;

import java.util.List;

/**
 * Who a stage is and what it reads.
 *
 * @param name in metrics, thread names and dead letters, such as {@code embed-query}
 * @param groupId consumer group that shares the work
 * @param topics what it reads
 * @param instanceId of this worker: stable over its restarts and unique in the group. A second
 *     worker with the same one takes over and the first ends
 * @param deadLetterTopic where failed records go
 */
public record StageConfig(
    String name,
    String groupId,
    List<String> topics,
    String instanceId,
    String deadLetterTopic,
    StageLimits limits) {

  public StageConfig {
    requireNonNull(name, "name");
    requireNonNull(groupId, "groupId");
    topics = List.copyOf(topics);
    requireNonNull(instanceId, "instanceId");
    requireNonNull(deadLetterTopic, "deadLetterTopic");
    requireNonNull(limits, "limits");
  }

  /** Of the producer: stable over restarts, so that a new worker ends its predecessor's work. */
  public String transactionalId() {
    return groupId + "." + instanceId;
  }
}
