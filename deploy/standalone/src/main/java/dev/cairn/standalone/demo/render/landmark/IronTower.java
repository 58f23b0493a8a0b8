package dev.cairn.standalone.demo.render.landmark;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Scene;
import dev.cairn.standalone.demo.render.scene.Vec3;

/** A tower of brown iron lattice: four curved legs that meet under a spire. */
record IronTower() implements Landmark {

  private static final Material IRON = Material.plain(0x6b4a33);
  private static final Material DECK = Material.plain(0x4f3626);
  private static final double[] LEVELS = {0, 1, 2, 3, 3.9, 4.8, 5.7, 6.6, 7.5, 8.4, 9.2};

  @Override
  public String id() {
    return "iron_tower";
  }

  @Override
  public Ground ground() {
    return Ground.GRASS;
  }

  @Override
  public Extent extent() {
    return new Extent(5.6, 11.2);
  }

  @Override
  public void draw(Scene scene) {
    for (int side = 0; side < 4; side++) {
      Scene face = scene.turned(side * Math.PI / 2);
      for (int level = 0; level + 1 < LEVELS.length; level++) {
        bay(face, LEVELS[level], LEVELS[level + 1]);
      }
    }
    deck(scene, 3, 0.35);
    deck(scene, 5.7, 0.28);
    deck(scene, 9.2, 0.3);
    scene.beam(IRON, at(0, 9.2, 0), at(0, 11.2, 0), 0.16);
  }

  /** One storey of one side: two posts, their braces, and a girder above. */
  private static void bay(Scene face, double low, double high) {
    Vec3 lowLeft = post(low, -1);
    Vec3 lowRight = post(low, 1);
    Vec3 highLeft = post(high, -1);
    Vec3 highRight = post(high, 1);
    double thickness = 0.38 - 0.02 * low;
    face.beam(IRON, lowLeft, highLeft, thickness);
    if (low >= 3) {
      face.beam(IRON, lowLeft, highRight, 0.15);
      face.beam(IRON, lowRight, highLeft, 0.15);
      face.beam(IRON, highLeft, highRight, 0.1);
      return;
    }
    // Below the first deck the sides stay open between the legs.
    leg(face, lowLeft, highLeft, lowRight, highRight);
    leg(face, lowRight, highRight, lowLeft, highLeft);
  }

  private static void leg(Scene face, Vec3 low, Vec3 high, Vec3 lowOther, Vec3 highOther) {
    Vec3 innerLow = low.towards(lowOther, 0.22);
    Vec3 innerHigh = high.towards(highOther, 0.25);
    face.beam(IRON, innerLow, innerHigh, 0.2);
    face.beam(IRON, low, innerHigh, 0.12);
    face.beam(IRON, innerLow, high, 0.12);
  }

  private static void deck(Scene scene, double height, double thickness) {
    double width = 2 * halfWidth(height) + 0.5;
    scene.box(DECK, 0, height - thickness / 2, 0, width, thickness, width);
  }

  private static Vec3 post(double height, int side) {
    double half = halfWidth(height);
    return at(side * half, height, half);
  }

  private static double halfWidth(double height) {
    return 0.2 + 2.2 * Math.exp(-height / 3.4);
  }
}
