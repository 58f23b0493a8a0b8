package dev.cairn.rerank.replay;

import dev.cairn.pipeline.client.KafkaSettings;
import dev.cairn.pipeline.topic.TopicFollower;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.function.Consumer;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.consumer.ConsumerRecord;

/**
 * The topics of an installation, read without a group, so that no worker notices.
 *
 * @param kafka the installation's client settings
 * @param prefix of the topics' names
 */
public record RecordedTopics(Map<String, Object> kafka, String prefix) {

  /**
   * Does nothing when all these topics are there.
   *
   * @throws CairnException with {@code TOPIC_NOT_FOUND} or {@code KAFKA_UNREACHABLE}
   */
  public void require(Topic... topics) throws InterruptedException {
    try (Admin admin = Admin.create(KafkaSettings.admin(kafka))) {
      Set<String> there = admin.listTopics().names().get();
      for (Topic topic : topics) {
        if (!there.contains(topic.name(prefix))) {
          throw new CairnException(
              ErrorCode.TOPIC_NOT_FOUND,
              "The broker has no topic %s: name the prefix of your topics, or publish something first"
                  .formatted(topic.name(prefix)));
        }
      }
    } catch (ExecutionException e) {
      throw new CairnException(
          ErrorCode.KAFKA_UNREACHABLE,
          "The broker at %s does not tell its topics: %s"
              .formatted(KafkaSettings.address(kafka), e.getCause().getMessage()),
          e);
    }
  }

  /** Hands over all that a topic holds at the moment, in order within a partition. */
  void read(
      Topic topic, Consumer<List<ConsumerRecord<byte[], byte[]>>> turn, ReadingProgress progress) {
    try (TopicFollower follower = new TopicFollower(kafka, topic.name(prefix))) {
      long all = follower.ahead();
      while (!follower.isCaughtUp()) {
        List<ConsumerRecord<byte[], byte[]>> records = new ArrayList<>();
        follower.poll(records::add);
        turn.accept(records);
        progress.at(all - follower.ahead(), all);
      }
    }
  }
}
