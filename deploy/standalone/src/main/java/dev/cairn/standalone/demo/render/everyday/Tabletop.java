package dev.cairn.standalone.demo.render.everyday;

import dev.cairn.standalone.demo.render.scene.Colour;
import java.util.random.RandomGenerator;

/** A shelf of books and a cup. */
record Tabletop(RandomGenerator random) implements Painting {

  private static final int[] COVER = {0x7c2f35, 0x2f5272, 0x4c6b46, 0xc79a3f, 0xe1d9c8, 0x5b4668};
  private static final int[] CUP = {0xf0ede6, 0x4f93a3, 0xd46a4a};

  @Override
  public void paint(Brush brush) {
    brush.backdrop(0xe6e0d4, 0xd4cbbb);
    double board = random.nextDouble(215, 245);
    brush.box(0x8a6138, 0, board, Brush.WIDTH, 20);
    brush.box(0x6f4d2c, 0, board + 20, Brush.WIDTH, 100);
    double x = random.nextDouble(10, 50);
    while (x < 260) {
      double thickness = random.nextDouble(14, 36);
      double height = random.nextDouble(95, 165);
      int cover = Pick.from(COVER, random);
      brush.box(cover, x, board - height, thickness, height);
      brush.box(Colour.scaled(cover, 1.35), x, board - height + 18, thickness, 6);
      brush.box(Colour.scaled(cover, 0.7), x, board - height, 3, height);
      x += thickness + 1;
    }
    int cup = Pick.from(CUP, random);
    brush.oval(cup, x + 76, board - 35, 46, 50);
    brush.oval(0xe0d8c8, x + 76, board - 35, 26, 30);
    brush.box(cup, x + 10, board - 70, 62, 62);
    brush.oval(cup, x + 41, board - 8, 62, 18);
    brush.oval(0x4a2f1d, x + 41, board - 70, 62, 16);
  }
}
