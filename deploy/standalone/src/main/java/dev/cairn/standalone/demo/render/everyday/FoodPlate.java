package dev.cairn.standalone.demo.render.everyday;

import dev.cairn.standalone.demo.render.scene.Colour;
import java.util.random.RandomGenerator;

/** A meal from above. */
record FoodPlate(RandomGenerator random) implements Painting {

  private static final int[] TABLE = {0x7b5537, 0x39424a, 0xe4e0d8, 0x54705f};
  private static final int[] FOOD = {0xd8452f, 0x6fa53a, 0xe8b23c, 0xa8613a, 0xf1e2b4, 0x7a3d52};

  @Override
  public void paint(Brush brush) {
    int table = Pick.from(TABLE, random);
    brush.backdrop(table, Colour.scaled(table, 0.85));
    for (int plank = 1; plank < 5; plank++) {
      brush.line(Colour.scaled(table, 0.8), 2, 0, plank * 62, Brush.WIDTH, plank * 62 - 6);
    }
    double x = random.nextDouble(170, 230);
    double y = random.nextDouble(130, 170);
    double plate = random.nextDouble(220, 270);
    brush.oval(Colour.scaled(table, 0.6), x + 8, y + 10, plate, plate * 0.93);
    brush.oval(0xf4f3ef, x, y, plate, plate * 0.93);
    brush.oval(0xe2e0da, x, y, plate * 0.72, plate * 0.67);
    for (int heap = 0; heap < 5; heap++) {
      heap(brush, x, y, plate, Pick.from(FOOD, random), random.nextDouble(2 * Math.PI));
    }
    double fork = x - plate / 2 - 22;
    brush.line(0xb9bdc2, 6, fork, y - 20, fork, y + 95);
    for (int tine = -1; tine <= 1; tine++) {
      brush.line(0xb9bdc2, 3, fork + 6 * tine, y - 75, fork + 4 * tine, y - 20);
    }
  }

  private void heap(Brush brush, double x, double y, double plate, int food, double direction) {
    double centreX = x + plate * 0.19 * Math.cos(direction);
    double centreY = y + plate * 0.17 * Math.sin(direction);
    for (int bite = 0; bite < 18; bite++) {
      brush.oval(
          Colour.scaled(food, random.nextDouble(0.75, 1.15)),
          centreX + random.nextDouble(-32, 32),
          centreY + random.nextDouble(-26, 26),
          random.nextDouble(10, 30),
          random.nextDouble(8, 20),
          random.nextDouble(Math.PI));
    }
  }
}
