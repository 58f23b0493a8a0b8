package dev.cairn.standalone.demo.render.everyday;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Scene;
import dev.cairn.standalone.demo.render.scene.Subject;
import java.util.random.RandomGenerator;

/** A parked car. */
record Car(int paint, double cabin) implements Subject {

  private static final int[] PAINT = {0x3b4a5e, 0x9aa0a6, 0x2c2d30, 0x6f8a72, 0xd7d6d2, 0x7a4a5a};
  private static final Material GLASS = Material.plain(0x2f3d4a);
  private static final Material TYRE = Material.plain(0x232326);
  private static final Material HUB = Material.plain(0xb5b8bc);
  private static final Material LAMP = Material.plain(0xf3ecd0);

  static Car random(RandomGenerator random) {
    return new Car(Pick.from(PAINT, random), random.nextDouble(3.2, 5.4));
  }

  @Override
  public Ground ground() {
    return Ground.ROAD;
  }

  @Override
  public Extent extent() {
    return new Extent(9.5, 5);
  }

  @Override
  public void draw(Scene scene) {
    Material body = Material.plain(paint);
    scene.box(body, 0, 0.7, 0, 8.4, 1.1, 3.4);
    scene.taper(body, at(0, 1.8, 0), 8.4, 3.4, 7.8, 3.1, 0.3);
    scene.taper(GLASS, at(-0.5, 2.1, 0), cabin + 1.6, 3.1, cabin, 2.5, 1.1);
    scene.box(body, -0.5, 3.2, 0, cabin, 0.15, 2.5);
    for (int end = -1; end <= 1; end += 2) {
      for (int side = -1; side <= 1; side += 2) {
        Scene axle = scene.from(2.6 * end, 0.8, 1.5 * side).moved(p -> at(p.x(), p.z(), p.y()));
        axle.lathe(TYRE, 18, 0, -0.3, 0.8, -0.3, 0.8, 0.3, 0, 0.3);
        axle.lathe(HUB, 12, 0, -0.32, 0.42, -0.32, 0.42, 0.32, 0, 0.32);
      }
      scene.box(LAMP, 4.2, 1.25, 1.2 * end, 0.1, 0.35, 0.6);
    }
  }
}
