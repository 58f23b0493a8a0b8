package dev.cairn.standalone.demo.render.everyday;

import dev.cairn.standalone.demo.render.scene.Colour;
import java.util.random.RandomGenerator;

/** Somebody who looks into the camera. */
record Portrait(RandomGenerator random) implements Painting {

  private static final int[] SKIN = {0xf1c9a5, 0xd9a577, 0xa8714a, 0x6f4a33};
  private static final int[] HAIR = {0x2b211c, 0x5a3b26, 0xb98b4e, 0x8d8d90};
  private static final int[] SHIRT = {0x5d7fae, 0x8fae7a, 0xd9d6cf, 0x7a4f6d, 0x3c4450};
  private static final int[] WALL = {0xcdd6d2, 0x9fb2a6, 0xd8c9b6, 0x8795a8};

  @Override
  public void paint(Brush brush) {
    int wall = Pick.from(WALL, random);
    int skin = Pick.from(SKIN, random);
    int hair = Pick.from(HAIR, random);
    int shirt = Pick.from(SHIRT, random);
    double x = random.nextDouble(150, 250);
    double y = random.nextDouble(120, 150);
    double size = random.nextDouble(0.85, 1.2);
    brush.backdrop(wall, Colour.scaled(wall, 0.75));
    brush.oval(hair, x, y - 8 * size, 128 * size, 160 * size);
    brush.oval(shirt, x, y + 190 * size, 270 * size, 220 * size);
    brush.box(Colour.scaled(skin, 0.85), x - 22 * size, y + 45 * size, 44 * size, 55 * size);
    brush.oval(skin, x, y, 105 * size, 138 * size);
    brush.oval(hair, x, y - 58 * size, 100 * size, 42 * size);
    for (int side = -1; side <= 1; side += 2) {
      double eye = x + side * 23 * size;
      brush.oval(0xf6f4f0, eye, y - 8 * size, 20 * size, 11 * size);
      brush.oval(0x3b2f28, eye, y - 8 * size, 9 * size, 9 * size);
      brush.line(hair, 3 * size, eye - 11 * size, y - 21 * size, eye + 11 * size, y - 22 * size);
    }
    int shade = Colour.scaled(skin, 0.78);
    brush.line(shade, 4 * size, x, y - 2 * size, x + 5 * size, y + 18 * size);
    brush.oval(0xb5564f, x, y + 38 * size, random.nextDouble(30, 46) * size, 11 * size);
  }
}
