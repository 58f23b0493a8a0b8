package dev.cairn.embed.lane;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Lanes on a clock that only turns move on, a millisecond each. */
class LaneTimesTest {
  private static final long TURN_NANOS = 1_000_000;

  private final LaneTimes times = new LaneTimes(lane -> lane == Lane.GALLERY ? 0.2 : 0.8);
  private long now;

  @Test
  void whileBothWantTheDeviceEachHasItsShare() {
    List<Lane> turns = turns(100, EnumSet.allOf(Lane.class));
    assertThat(Collections.frequency(turns, Lane.GALLERY)).isBetween(19, 21);
  }

  @Test
  void aBacklogThatHadTheDeviceAloneNeitherOwesNorIsOwed() {
    assertThat(turns(1000, Set.of(Lane.GALLERY))).containsOnly(Lane.GALLERY);
    List<Lane> turns = turns(100, EnumSet.allOf(Lane.class));
    assertThat(turns.subList(0, 2)).contains(Lane.QUERIES);
    assertThat(Collections.frequency(turns, Lane.GALLERY)).isBetween(19, 21);
  }

  @Test
  void aTurnIsKeptForAMomentForALaneThatComesBack() {
    times.arrive(Lane.GALLERY);
    turns(1, Set.of(Lane.GALLERY));
    times.arrive(Lane.QUERIES);
    times.begin(Lane.QUERIES);
    now += TURN_NANOS / 100;
    times.end(Lane.QUERIES, TURN_NANOS / 100, now);

    assertThat(times.next(now)).isEqualTo(Lane.QUERIES);
    assertThat(times.keptNanos(Lane.QUERIES, now)).isEqualTo(LaneTimes.RETURN_NANOS);
    assertThat(times.next(now + LaneTimes.RETURN_NANOS)).isEqualTo(Lane.GALLERY);
    assertThat(times.keptNanos(Lane.GALLERY, now)).isZero();
  }

  /** Each of some lanes wants a turn again as soon as it has had one. */
  private List<Lane> turns(int count, Set<Lane> lanes) {
    List<Lane> had = new ArrayList<>();
    lanes.forEach(times::arrive);
    for (int i = 0; i < count; i++) {
      Lane next = times.next(now);
      times.begin(next);
      now += TURN_NANOS;
      times.end(next, TURN_NANOS, now);
      times.arrive(next);
      had.add(next);
    }
    lanes.forEach(times::leave);
    return had;
  }
}
