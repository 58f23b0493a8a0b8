package dev.cairn.standalone.demo.render.landmark;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Scene;
import dev.cairn.standalone.demo.render.scene.Vec3;

/** A suspension bridge over a strait, all in red lead paint. */
record RedBridge() implements Landmark {

  private static final Material STEEL = Material.plain(0xc9452b);
  private static final Material ROADWAY = Material.plain(0x9c3a28);
  private static final Material PIER = Material.masonry(0xa8a297, 0.4);
  private static final double TOWER_X = 5;
  private static final double TOWER_TOP = 8;
  private static final double DECK = 2.4;
  private static final double HALF_WIDTH = 0.7;

  @Override
  public String id() {
    return "red_bridge";
  }

  @Override
  public Ground ground() {
    return Ground.WATER;
  }

  @Override
  public Extent extent() {
    return new Extent(16, 8.2);
  }

  @Override
  public void draw(Scene scene) {
    scene.box(ROADWAY, 0, DECK, 0, 34, 0.45, 2 * HALF_WIDTH);
    tower(scene, -TOWER_X);
    tower(scene, TOWER_X);
    for (int side = -1; side <= 1; side += 2) {
      Scene plane = scene.from(0, 0, side * HALF_WIDTH);
      for (double x = -14; x < 14; x += 0.5) {
        plane.beam(STEEL, cable(x), cable(x + 0.5), 0.2);
      }
      for (double x = -13; x <= 13; x++) {
        plane.beam(STEEL, cable(x), at(x, DECK, 0), 0.07);
      }
    }
  }

  private static void tower(Scene scene, double x) {
    scene.box(PIER, x, -0.5, 0, 1.5, 1.2, 2.6);
    for (int side = -1; side <= 1; side += 2) {
      scene.taper(STEEL, at(x, 0.7, side * HALF_WIDTH), 0.75, 0.5, 0.5, 0.4, TOWER_TOP - 0.6);
    }
    for (double y : new double[] {3.6, 5.0, 6.4, 7.6}) {
      scene.box(STEEL, x, y, 0, 0.5, 0.4, 2 * HALF_WIDTH);
    }
  }

  /** A parabola between the towers; straight to the anchors beyond them. */
  private static Vec3 cable(double x) {
    double beyond = Math.abs(x) - TOWER_X;
    double sag = DECK + 0.7;
    double height =
        beyond > 0
            ? TOWER_TOP - beyond * (TOWER_TOP - DECK) / 9
            : sag + (TOWER_TOP - sag) * (x / TOWER_X) * (x / TOWER_X);
    return at(x, height, 0);
  }
}
