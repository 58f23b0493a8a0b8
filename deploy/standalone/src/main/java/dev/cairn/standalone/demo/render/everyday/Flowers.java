package dev.cairn.standalone.demo.render.everyday;

import dev.cairn.standalone.demo.render.scene.Colour;
import java.util.random.RandomGenerator;

/** Blossoms in a meadow, close up. */
record Flowers(RandomGenerator random) implements Painting {

  private static final int[] PETAL = {0xe96aa0, 0xf6f2ea, 0xf2c230, 0x8a63c9, 0xe2502f, 0x6a9be0};

  @Override
  public void paint(Brush brush) {
    brush.backdrop(0x7fa65a, 0x2f5a2c);
    for (int blade = 0; blade < 160; blade++) {
      double x = random.nextDouble(Brush.WIDTH);
      double y = random.nextDouble(40, 320);
      int green = Colour.mix(0x3c6b2f, 0x8fb85c, random.nextDouble());
      brush.line(green, 3, x, y, x + random.nextDouble(-25, 25), y - random.nextDouble(30, 90));
    }
    int petal = Pick.from(PETAL, random);
    int blossoms = random.nextInt(2, 7);
    for (int i = 0; i < blossoms; i++) {
      double size = random.nextDouble(170, 260) / Math.sqrt(blossoms);
      double x = random.nextDouble(60, 340);
      double y = random.nextDouble(60, 230);
      brush.line(0x4c7a36, 6, x, y, x + random.nextDouble(-30, 30), 320);
      blossom(brush, x, y, size, petal);
    }
  }

  private void blossom(Brush brush, double x, double y, double size, int petal) {
    int petals = random.nextInt(6, 12);
    for (int i = 0; i < petals; i++) {
      double angle = 2 * Math.PI * i / petals;
      brush.oval(
          Colour.scaled(petal, i % 2 == 0 ? 0.9 : 1),
          x + size * 0.3 * Math.cos(angle),
          y + size * 0.3 * Math.sin(angle),
          size * 0.46,
          size * 1.7 / petals,
          angle);
    }
    brush.oval(0xd9962a, x, y, size * 0.28, size * 0.28);
    brush.oval(0xa9691a, x, y, size * 0.16, size * 0.16);
  }
}
