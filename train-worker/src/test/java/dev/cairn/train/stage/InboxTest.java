package dev.cairn.train.stage;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.avro.CancelTraining;
import dev.cairn.schemas.avro.TrainingCommand;
import dev.cairn.schemas.codec.Codecs;
import java.time.Instant;
import java.util.List;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.junit.jupiter.api.Test;

/** Commands as they follow each other in the topic, from offset 10. */
class InboxTest {
  private static final String TOPIC = "commands";

  private final Inbox inbox = new Inbox();
  private long end = 10;

  @Test
  void theOldestCommandIsNext() {
    PendingCommand first = train("first", null);
    PendingCommand second = train("second", "first");
    assertThat(inbox.next()).contains(first);
    inbox.remove(first);
    assertThat(inbox.next()).contains(second);
    inbox.remove(second);
    assertThat(inbox.next()).isEmpty();
  }

  @Test
  void whatACommandLoadsFromIsDoneBeforeItThoughItWasSentLater() {
    PendingCommand child = train("child", "parent");
    PendingCommand parent = train("parent", "grandparent");
    PendingCommand grandparent = train("grandparent", null);
    for (PendingCommand expected : List.of(grandparent, parent, child)) {
      assertThat(inbox.next()).contains(expected);
      inbox.remove(expected);
    }
  }

  @Test
  void stagesThatLoadFromEachOtherDoNotHoldTheQueueUp() {
    PendingCommand hen = train("hen", "egg");
    PendingCommand egg = train("egg", "hen");
    PendingCommand first = inbox.next().orElseThrow();
    assertThat(first).isIn(hen, egg);
    inbox.remove(first);
    assertThat(inbox.next()).isPresent();
  }

  @Test
  void readingBeginsAgainAtTheOldestThatIsNotDone() {
    PendingCommand child = train("child", "parent"); // 10
    PendingCommand parent = train("parent", null); // 11
    assertThat(inbox.committable(parent)).isEqualTo(10);
    inbox.remove(parent);
    assertThat(inbox.committable(child)).isEqualTo(12);
    PendingCommand other = train("other", null); // 12
    assertThat(inbox.committable(child)).isEqualTo(12);
    inbox.remove(child);
    assertThat(inbox.committable(other)).isEqualTo(13);
  }

  @Test
  void onlyALaterCommandCancels() {
    cancel("stage");
    PendingCommand again = train("stage", null);
    assertThat(inbox.isCancelled(again)).isFalse();
    PendingCommand other = train("other", null);
    cancel("stage");
    assertThat(inbox.isCancelled(again)).isTrue();
    assertThat(inbox.isCancelled(other)).isFalse();
    assertThat(inbox.cancelled()).containsExactly(again);
  }

  @Test
  void thePartitionsOfAnotherWorkerAreForgotten() {
    PendingCommand command = train("stage", null);
    inbox.forget(List.of(command.partition()));
    assertThat(inbox.next()).isEmpty();
  }

  private PendingCommand train(String stageId, String loadFrom) {
    return add(Commands.train(stageId).setLoadFrom(loadFrom).build());
  }

  private void cancel(String stageId) {
    PendingCommand unused = add(new CancelTraining("b0", stageId));
  }

  private PendingCommand add(Object command) {
    byte[] value = Codecs.TRAINING_COMMAND.encode(new TrainingCommand(command, Instant.EPOCH));
    PendingCommand pending =
        PendingCommand.of(new ConsumerRecord<>(TOPIC, 0, end++, "b0".getBytes(UTF_8), value));
    inbox.add(pending);
    return pending;
  }
}
