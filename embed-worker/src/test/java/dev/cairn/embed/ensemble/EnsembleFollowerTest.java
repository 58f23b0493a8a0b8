package dev.cairn.embed.ensemble;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.avro.ModelEvent;
import dev.cairn.schemas.avro.ModelPublished;
import dev.cairn.schemas.codec.Codecs;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.producer.ProducerRecord;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

class EnsembleFollowerTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  private final BlockingQueue<Announcement> told = new LinkedBlockingQueue<>();
  private String topic;

  @BeforeEach
  void createTopic() {
    topic = "models-" + UUID.randomUUID();
    BROKER.createTopic(topic, 1);
  }

  @Test
  void tellsOnlyTheLastOfWhatWasAnnouncedBeforeItStarted() throws InterruptedException {
    EnsemblePublished last = ensemble("default", "b");
    send(ensemble("default", "a"), last, ensemble("other", "c"), model());

    try (EnsembleFollower follower = follow()) {
      assertThat(next()).isEqualTo(new Announcement(last, Optional.empty()));
      assertThat(follower.isRunning()).isTrue();
      assertThat(told).isEmpty();
    }
  }

  @Test
  void tellsWhatIsAnnouncedLater() throws InterruptedException {
    try (EnsembleFollower follower = follow()) {
      EnsemblePublished first = ensemble("default", "a");
      send(first);
      assertThat(next()).isEqualTo(new Announcement(first, Optional.empty()));

      EnsemblePublished second = ensemble("default", "b");
      send(second);
      assertThat(next()).isEqualTo(new Announcement(second, Optional.empty()));
      assertThat(follower.isRunning()).isTrue();
    }
  }

  @Test
  void tellsWhatIsNextUntilItIsWithdrawn() throws InterruptedException {
    EnsemblePublished serving = ensemble("default", "a");
    EnsemblePublished next = ensemble("default/next", "b");
    send(next);
    try (EnsembleFollower follower = follow()) {
      send(serving);
      assertThat(next()).isEqualTo(new Announcement(serving, Optional.of(next)));

      sendBytes("default/next", null);
      assertThat(next()).isEqualTo(new Announcement(serving, Optional.empty()));
      assertThat(follower.isRunning()).isTrue();
    }
  }

  @Test
  void passesOverWhatItCannotRead() throws InterruptedException {
    EnsemblePublished readable = ensemble("default", "a");
    sendBytes("no event".getBytes(UTF_8));
    sendBytes(null);
    send(readable);

    try (EnsembleFollower follower = follow()) {
      assertThat(next()).isEqualTo(new Announcement(readable, Optional.empty()));
      assertThat(follower.isRunning()).isTrue();
    }
  }

  @Test
  void endsWhenItsListenerFails() throws InterruptedException {
    EnsembleFollower follower =
        EnsembleFollower.start(
            BROKER.kafka(),
            topic,
            "default",
            announcement -> {
              throw new IllegalStateException("broken");
            });
    send(ensemble("default", "a"));

    await().until(() -> !follower.isRunning());
    follower.close();
  }

  private EnsembleFollower follow() {
    return EnsembleFollower.start(BROKER.kafka(), topic, "default", told::add);
  }

  private Announcement next() throws InterruptedException {
    return told.poll(30, TimeUnit.SECONDS);
  }

  private static EnsemblePublished ensemble(String name, String digest) {
    return new EnsemblePublished(name, digest, List.of("bundle-" + digest), null, List.of());
  }

  private static ModelPublished model() {
    return new ModelPublished("default", "d", "tf_efficientnet_b3", 256, "stage-1", null);
  }

  private void send(Object... events) {
    for (Object event : events) {
      sendBytes(Codecs.MODEL_EVENT.encode(new ModelEvent(event, Instant.EPOCH)));
    }
  }

  private void sendBytes(byte[] value) {
    sendBytes("default", value);
  }

  private void sendBytes(String key, byte[] value) {
    BROKER.send(List.of(new ProducerRecord<>(topic, key.getBytes(UTF_8), value)));
  }
}
