package dev.cairn.standalone.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.embed.stage.GenerationRoute;
import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.up.WorkFolder;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.GroupListing;
import org.apache.kafka.clients.consumer.KafkaConsumer;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What a real broker remembers of the making of a generation. */
@Timeout(60)
class GenerationPlaceTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();
  private static final String DIGEST = "d".repeat(64);

  private Installation cairn;
  private GenerationPlace place;

  @BeforeEach
  void prepare(TestInfo test) throws InterruptedException {
    String prefix = test.getTestMethod().orElseThrow().getName();
    TopicAdmin.createMissing(BROKER.kafka(), prefix);
    String address = BROKER.kafka().get("bootstrap.servers").toString();
    cairn = new Installation(address, prefix, new WorkFolder(Path.of("unused")));
    place = new GenerationPlace(cairn, DIGEST);
  }

  @Test
  void aGenerationThatNobodyMadeHasNone() {
    assertThatCode(() -> place.forget(1)).doesNotThrowAnyException();
  }

  @Test
  void aWorkerThatGoesOnKeepsIts() throws Exception {
    try (KafkaConsumer<byte[], byte[]> _ = worker()) {
      assertThatThrownBy(() -> place.forget(2))
          .isInstanceOfSatisfying(
              CairnException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.GENERATION_IN_USE))
          .hasMessageContaining("A worker still makes generation " + Digests.brief(DIGEST));
      assertThat(groups()).contains(group());
    }
  }

  @Test
  void aWorkerThatEndsIsWaitedFor() throws Exception {
    CompletableFuture<Void> forgotten;
    try (KafkaConsumer<byte[], byte[]> _ = worker()) {
      forgotten = CompletableFuture.runAsync(this::forgetPatiently);
    }

    forgotten.get();

    assertThat(groups()).doesNotContain(group());
  }

  private void forgetPatiently() {
    try {
      place.forget(200);
    } catch (InterruptedException e) {
      throw new IllegalStateException(e);
    }
  }

  /** One that has joined the group and committed. */
  private KafkaConsumer<byte[], byte[]> worker() {
    Map<String, Object> settings = new HashMap<>(BROKER.kafka());
    settings.put("group.id", group());
    KafkaConsumer<byte[], byte[]> consumer =
        new KafkaConsumer<>(settings, new ByteArrayDeserializer(), new ByteArrayDeserializer());
    consumer.subscribe(List.of(cairn.topic(Topic.GALLERY)));
    while (consumer.assignment().isEmpty()) {
      var unused = consumer.poll(Duration.ofMillis(100));
    }
    consumer.commitSync();
    return consumer;
  }

  private String group() {
    return GenerationRoute.group(cairn.topicPrefix(), DIGEST);
  }

  private static List<String> groups() throws ExecutionException, InterruptedException {
    try (Admin admin = Admin.create(BROKER.kafka())) {
      return admin.listGroups().all().get().stream().map(GroupListing::groupId).toList();
    }
  }
}
