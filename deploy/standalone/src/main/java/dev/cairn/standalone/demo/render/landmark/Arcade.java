package dev.cairn.standalone.demo.render.landmark;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Scene;

/**
 * A wall with a row of round-arched openings, centred on the origin.
 *
 * @param opening the width of an opening
 * @param spring the height at which the arches begin to curve
 */
record Arcade(int bays, double bayWidth, double opening, double spring, double top, double depth) {

  private static final int SLICES = 12;

  void draw(Scene scene, Material material) {
    double pier = bayWidth - opening;
    for (int i = 0; i <= bays; i++) {
      scene.box(material, (i - bays / 2.0) * bayWidth, 0, 0, pier, top, depth);
    }
    for (int i = 0; i < bays; i++) {
      double centre = (i + 0.5 - bays / 2.0) * bayWidth;
      for (int slice = 0; slice < SLICES; slice++) {
        vault(scene, material, centre, slice);
      }
    }
  }

  /** A slice of the wall above an opening: front, back, the soffit and the top. */
  private void vault(Scene scene, Material material, double centre, int slice) {
    double left = opening * ((double) slice / SLICES - 0.5);
    double right = opening * ((slice + 1.0) / SLICES - 0.5);
    double leftY = spring + rise(left);
    double rightY = spring + rise(right);
    double z = depth / 2;
    left += centre;
    right += centre;
    for (double face : new double[] {z, -z}) {
      scene.face(
          material,
          at(left, leftY, face),
          at(right, rightY, face),
          at(right, top, face),
          at(left, top, face));
    }
    scene.face(
        material,
        at(left, leftY, z),
        at(right, rightY, z),
        at(right, rightY, -z),
        at(left, leftY, -z));
    scene.face(
        material, at(left, top, z), at(right, top, z), at(right, top, -z), at(left, top, -z));
  }

  private double rise(double offset) {
    return Math.sqrt(Math.max(0, opening * opening / 4 - offset * offset));
  }
}
