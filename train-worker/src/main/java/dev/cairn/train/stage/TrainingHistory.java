package dev.cairn.train.stage;

import dev.cairn.pipeline.topic.TopicFollower;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import java.util.Map;

/** The state that the training-events topic adds up to. */
final class TrainingHistory {

  private TrainingHistory() {}

  /** Replays every committed event. */
  static TrainingState read(Map<String, Object> kafka, String topicPrefix) {
    TrainingState[] state = {TrainingState.EMPTY};
    try (TopicFollower events = new TopicFollower(kafka, Topic.TRAINING_EVENTS.name(topicPrefix))) {
      while (!events.isCaughtUp()) {
        events.poll(
            record -> state[0] = state[0].replay(Codecs.TRAINING_EVENT.decode(record.value())));
      }
    }
    return state[0];
  }
}
