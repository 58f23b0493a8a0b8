package dev.cairn.standalone.demo.render.everyday;

import dev.cairn.standalone.demo.render.scene.Colour;
import java.util.random.RandomGenerator;

/** A cat on a rug. */
record Cat(RandomGenerator random) implements Painting {

  private static final int[] FUR = {0x5a5a60, 0xc98a4a, 0x2e2b2d, 0xd9cdbd, 0x8a6a4e};
  private static final int[] RUG = {0x9b5a5a, 0x5f7f96, 0xb8a67e, 0x6b6f58};

  @Override
  public void paint(Brush brush) {
    int fur = Pick.from(FUR, random);
    int rug = Pick.from(RUG, random);
    int dark = Colour.scaled(fur, 0.72);
    brush.backdrop(0xd9d3c8, 0xc2b8a8);
    brush.box(rug, 0, 185, Brush.WIDTH, 120);
    for (int x = 0; x < Brush.WIDTH; x += 26) {
      brush.line(Colour.scaled(rug, 1.15), 4, x, 190, x - 16, 300);
    }
    double x = random.nextDouble(140, 200);
    double y = random.nextDouble(100, 125);
    brush.line(dark, 20, x + 150, 235, x + 185, 165);
    brush.oval(fur, x + 75, 205, 210, 125);
    brush.oval(Colour.scaled(fur, 1.1), x + 10, 245, 60, 36);
    for (int stripe = 0; stripe < 5; stripe++) {
      brush.line(dark, 7, x + 60 + 24 * stripe, 150, x + 66 + 24 * stripe, 190);
    }
    head(brush, x, y, fur, dark);
  }

  private static void head(Brush brush, double x, double y, int fur, int dark) {
    for (int side = -1; side <= 1; side += 2) {
      double ear = x + side * 38;
      brush.polygon(fur, ear - 24, y - 20, ear + side * 12, y - 82, ear + 24, y - 10);
      brush.polygon(0xd79a98, ear - 10, y - 28, ear + side * 9, y - 64, ear + 10, y - 24);
    }
    brush.oval(fur, x, y, 130, 108);
    for (int side = -1; side <= 1; side += 2) {
      double eye = x + side * 29;
      brush.oval(0xc3cf5a, eye, y - 8, 27, 22);
      brush.oval(0x1c1a1a, eye, y - 8, 8, 21);
      for (int whisker = 0; whisker < 3; whisker++) {
        brush.line(0xf0ece4, 1.2, x + side * 20, y + 24, x + side * 92, y + 12 + 14 * whisker);
      }
    }
    brush.polygon(0xd4807e, x - 8, y + 14, x + 8, y + 14, x, y + 24);
    brush.line(dark, 2, x, y + 24, x - 13, y + 34);
    brush.line(dark, 2, x, y + 24, x + 13, y + 34);
  }
}
