package dev.cairn.train.archive;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class IdMapTest {

  @Test
  void findsWhatWasPutAndNothingElse() {
    int count = 20_000;
    IdMap map = new IdMap(count);
    long[] ids = new SplittableRandom(1).longs(count).toArray();
    for (int i = 0; i < count; i++) {
      assertThat(map.put(ids[i], i)).isTrue();
    }
    for (int i = 0; i < count; i++) {
      assertThat(map.get(ids[i])).isEqualTo(i);
      assertThat(map.get(~ids[i])).isEqualTo(IdMap.NONE);
    }
  }

  @Test
  void theFirstNumberOfAnIdStays() {
    IdMap map = new IdMap(2);
    assertThat(map.put(0, 5)).isTrue();
    assertThat(map.put(0, 6)).isFalse();
    assertThat(map.get(0)).isEqualTo(5);
  }

  @Test
  void worksAtItsFullCapacityWhereSlotsCollide() {
    for (int capacity : new int[] {0, 1, 2, 3, 7}) {
      IdMap map = new IdMap(capacity);
      for (int i = 0; i < capacity; i++) {
        assertThat(map.put(-i, i)).isTrue();
      }
      for (int i = 0; i < capacity; i++) {
        assertThat(map.get(-i)).isEqualTo(i);
      }
      assertThat(map.get(99)).isEqualTo(IdMap.NONE);
    }
  }
}
