package dev.cairn.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(20)
class HandoffTest {
  private final Handoff<String> handoff = new Handoff<>(1);

  @Test
  void keepsOrderAndEndsWhenClosedAndEmpty() throws InterruptedException {
    Handoff<String> wide = new Handoff<>(2);
    assertThat(wide.peek()).isNull();
    wide.put("a");
    wide.put("b");
    wide.close();
    assertThat(wide.peek()).isEqualTo("a");
    assertThat(wide.take()).isEqualTo("a");
    assertThat(wide.take()).isEqualTo("b");
    assertThat(wide.take()).isNull();
  }

  @Test
  void givesAllThatIsWaitingAtOnce() throws InterruptedException {
    Handoff<String> wide = new Handoff<>(3);
    wide.put("a");
    wide.put("b");
    assertThat(wide.takeAll()).containsExactly("a", "b");
    wide.close();
    assertThat(wide.takeAll()).isEmpty();
  }

  @Test
  void theWriterWaitsWhileItIsFull() throws Exception {
    handoff.put("a");
    FutureTask<Void> second =
        new FutureTask<>(() -> {
          handoff.put("b");
          return null;
        });
    Thread writer = Thread.ofPlatform().start(second);
    await().until(() -> writer.getState() == Thread.State.WAITING);
    assertThat(handoff.take()).isEqualTo("a");
    second.get();
    assertThat(handoff.take()).isEqualTo("b");
  }

  @Test
  void theReaderWaitsForTheEnd() throws Exception {
    FutureTask<String> take = new FutureTask<>(handoff::take);
    Thread reader = Thread.ofPlatform().start(take);
    await().until(() -> reader.getState() == Thread.State.WAITING);
    handoff.close();
    assertThat(take.get()).isNull();
  }
}
