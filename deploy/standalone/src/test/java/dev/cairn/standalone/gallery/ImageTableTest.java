package dev.cairn.standalone.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashMap;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ImageTableTest {

  @Test
  void holdsWhatAMapWouldHold() {
    ImageTable table = new ImageTable();
    Map<Long, Integer> map = new HashMap<>();
    Random random = new Random(7);
    for (int i = 0; i < 200_000; i++) {
      // Many share a slot, and as many come as go.
      long image = (long) random.nextInt(40) << 32 | random.nextInt(100);
      int former = map.getOrDefault(image, ImageTable.NONE);
      assertThat(table.get(image)).isEqualTo(former);
      if (random.nextBoolean()) {
        assertThat(table.put(image, i)).isEqualTo(former);
        map.put(image, i);
      } else {
        assertThat(table.remove(image)).isEqualTo(former);
        map.remove(image);
      }
      assertThat(table.size()).isEqualTo(map.size());
    }
    Map<Long, Integer> held = new HashMap<>();
    table.forEach(image -> held.put(image, table.get(image)));
    assertThat(held).isEqualTo(map);
  }

  @Test
  void imagesOfNumberZeroAreHeldToo() {
    ImageTable table = new ImageTable();
    assertThat(table.put(0, 0)).isEqualTo(ImageTable.NONE);
    assertThat(table.contains(0)).isTrue();
    assertThat(table.remove(0)).isZero();
    assertThat(table.size()).isZero();
  }
}
