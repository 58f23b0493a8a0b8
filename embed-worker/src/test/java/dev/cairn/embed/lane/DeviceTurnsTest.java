package dev.cairn.embed.lane;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
class DeviceTurnsTest {
  private static final int TURNS = 200;

  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final DeviceTurns turns = new DeviceTurns(_ -> 0.5, registry);
  private final AtomicInteger users = new AtomicInteger();
  private final AtomicInteger mostUsers = new AtomicInteger();

  @Test
  void oneAtATimeHasTheDeviceAndAllComeToTheirTurns() throws InterruptedException {
    Thread queries = Thread.ofPlatform().start(() -> use(Lane.QUERIES));
    Thread gallery = Thread.ofPlatform().start(() -> use(Lane.GALLERY));
    queries.join();
    gallery.join();
    assertThat(mostUsers).hasValue(1);
    for (String lane : new String[] {"queries", "gallery"}) {
      assertThat(registry.get("cairn.embed.device").tag("lane", lane).timer().count())
          .isEqualTo(TURNS);
      assertThat(registry.get("cairn.embed.device.wait").tag("lane", lane).timer().count())
          .isEqualTo(TURNS);
    }
  }

  private void use(Lane lane) {
    try {
      for (int i = 0; i < TURNS; i++) {
        try (DeviceTurns.Turn _ = turns.await(lane)) {
          mostUsers.accumulateAndGet(users.incrementAndGet(), Math::max);
          users.decrementAndGet();
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  @Test
  void whoIsInterruptedWhileWaitingLeavesTheQueue() throws InterruptedException {
    try (DeviceTurns.Turn _ = turns.await(Lane.QUERIES)) {
      Thread gallery = Thread.ofPlatform().start(() -> use(Lane.GALLERY));
      await().until(() -> turns.waiting() == 1);
      gallery.interrupt();
      gallery.join();
      assertThat(turns.waiting()).isZero();
    }
    turns.await(Lane.QUERIES).close();
  }
}
