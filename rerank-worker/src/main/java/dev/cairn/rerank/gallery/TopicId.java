package dev.cairn.rerank.gallery;

import dev.cairn.pipeline.client.KafkaSettings;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;

/** Tells a topic from a later one of the same name. */
final class TopicId {

  private TopicId() {}

  static String of(Map<String, Object> kafka, String topic)
      throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(KafkaSettings.admin(kafka))) {
      return admin
          .describeTopics(List.of(topic))
          .allTopicNames()
          .get()
          .get(topic)
          .topicId()
          .toString();
    }
  }
}
