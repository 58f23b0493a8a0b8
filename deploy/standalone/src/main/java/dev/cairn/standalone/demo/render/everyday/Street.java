package dev.cairn.standalone.demo.render.everyday;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Scene;
import dev.cairn.standalone.demo.render.scene.Subject;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/** Two rows of plain blocks along a road. */
record Street(long seed) implements Subject {

  private static final int[] WALL = {0xa79f94, 0x8d8478, 0xb5a38c, 0x77808a, 0x9a7f6c};
  private static final Material LINE = Material.plain(0xe6e3da);
  private static final Material PAVEMENT = Material.plain(0x9c9a96);

  static Street random(RandomGenerator random) {
    return new Street(random.nextLong());
  }

  @Override
  public Ground ground() {
    return Ground.ROAD;
  }

  @Override
  public Extent extent() {
    return new Extent(12, 8);
  }

  @Override
  public void draw(Scene scene) {
    RandomGenerator random = new SplittableRandom(seed);
    for (int side = -1; side <= 1; side += 2) {
      scene.box(PAVEMENT, side * 4.2, 0, -8, 2, 0.12, 50);
      for (double z = 6; z > -30; z -= 5) {
        int wall = Pick.from(WALL, random);
        Material facade = Material.windows(wall, 0x46525e, 1.1, 1.5);
        scene.box(facade, side * 7.2, 0, z, 4, random.nextInt(3, 7) * 1.5, 4.8);
      }
    }
    for (double z = 8; z > -30; z -= 3) {
      scene.box(LINE, 0, 0, z, 0.25, 0.02, 1.5);
    }
  }
}
