package dev.cairn.standalone.demo.render.everyday;

import dev.cairn.standalone.demo.render.scene.Colour;
import java.util.random.RandomGenerator;

/** Something so close that only its pattern is left: pebbles, cloth, or bokeh. */
record Texture(RandomGenerator random) implements Painting {

  private static final int[] TONE = {0x7d8b95, 0xa6765a, 0x5f8a7a, 0x8c5f86, 0xb9a45c};

  @Override
  public void paint(Brush brush) {
    int tone = Pick.from(TONE, random);
    brush.backdrop(Colour.scaled(tone, 0.7), Colour.scaled(tone, 0.5));
    switch (random.nextInt(3)) {
      case 0 -> spots(brush, tone, 420, 14, 34);
      case 1 -> weave(brush, tone);
      default -> spots(brush, tone, 60, 30, 90);
    }
  }

  private void spots(Brush brush, int tone, int count, double smallest, double largest) {
    for (int i = 0; i < count; i++) {
      double size = random.nextDouble(smallest, largest);
      brush.oval(
          Colour.mix(Colour.scaled(tone, random.nextDouble(0.6, 1.4)), 0xffe6c0, 0.15),
          random.nextDouble(Brush.WIDTH),
          random.nextDouble(Brush.HEIGHT),
          size,
          size * random.nextDouble(0.7, 1),
          random.nextDouble(Math.PI));
    }
  }

  private void weave(Brush brush, int tone) {
    int other = Pick.from(TONE, random);
    for (int i = -Brush.HEIGHT; i < Brush.WIDTH; i += 18) {
      brush.line(Colour.scaled(tone, 1.1), 9, i, 0, i + Brush.HEIGHT, Brush.HEIGHT);
    }
    for (int i = -Brush.HEIGHT; i < Brush.WIDTH; i += 18) {
      brush.line(Colour.scaled(other, 1.1), 5, i + Brush.HEIGHT, 0, i, Brush.HEIGHT);
    }
  }
}
