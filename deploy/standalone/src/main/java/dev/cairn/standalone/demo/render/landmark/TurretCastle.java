package dev.cairn.standalone.demo.render.landmark;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Scene;

/** A grey castle with blue conical roofs on its turrets and a tall keep. */
record TurretCastle() implements Landmark {

  private static final Material WALL = Material.masonry(0x9da3a8, 0.4);
  private static final Material SLIT = Material.plain(0x33363c);
  private static final Material ROOF = Material.plain(0x2d4f9e);
  private static final Material GATE = Material.plain(0x55381f);
  private static final Material PENNANT = Material.plain(0xe0c040);

  @Override
  public String id() {
    return "turret_castle";
  }

  @Override
  public Ground ground() {
    return Ground.GRASS;
  }

  @Override
  public Extent extent() {
    return new Extent(10.5, 10);
  }

  @Override
  public void draw(Scene scene) {
    for (int side = 0; side < 4; side++) {
      curtain(scene.turned(side * Math.PI / 2));
      int left = side % 2 == 0 ? -1 : 1;
      int front = side < 2 ? 1 : -1;
      turret(scene.from(4 * left, 0, 3.9 * front), 1.05, 4.6);
    }
    scene.box(GATE, 0, 0, 4.3, 1.3, 1.9, 0.1);
    turret(scene.from(-1.1, 0, 4.0), 0.5, 4.0);
    turret(scene.from(1.1, 0, 4.0), 0.5, 4.0);
    scene.box(WALL, 0, 0, -0.8, 3.4, 5.4, 3.4);
    scene.taper(ROOF, at(0, 5.4, -0.8), 3.8, 3.8, 0, 0, 1.8);
    turret(scene.from(1.3, 0, 0.5), 0.8, 7.4);
  }

  private static void curtain(Scene scene) {
    scene.box(WALL, 0, 0, 4, 8, 2.8, 0.6);
    for (double x = -3.6; x < 3.7; x += 0.8) {
      scene.box(WALL, x, 2.8, 4.15, 0.45, 0.45, 0.3);
    }
  }

  private static void turret(Scene scene, double radius, double height) {
    scene.lathe(
        WALL,
        16,
        radius,
        0,
        radius,
        height,
        radius * 1.2,
        height + 0.2,
        radius * 1.2,
        height + 0.7);
    scene.from(0, height + 0.7, 0).lathe(ROOF, 16, radius * 1.4, 0, 0, radius * 2.3);
    double tip = height + 0.7 + radius * 2.3;
    scene.beam(SLIT, at(0, tip - 0.1, 0), at(0, tip + 0.6, 0), 0.07);
    scene.face(PENNANT, at(0, tip + 0.6, 0), at(0.6, tip + 0.42, 0), at(0, tip + 0.25, 0));
    for (double y = 1.4; y < height; y += 1.6) {
      scene.box(SLIT, 0, y, radius * 0.98, 0.16, 0.55, 0.12);
    }
  }
}
