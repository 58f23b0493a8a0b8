package dev.cairn.standalone.demo.render.landmark;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Scene;

/** A massive arch of rose marble over a square, with columns and an inscribed attic. */
record TriumphalArch() implements Landmark {

  private static final Material MARBLE = Material.masonry(0xdfae93, 0.55);
  private static final Material TRIM = Material.plain(0xf3d9c8);
  private static final Material FRIEZE = Material.windows(0xdfae93, 0x9a6a58, 0.8, 1.5);

  @Override
  public String id() {
    return "triumphal_arch";
  }

  @Override
  public Ground ground() {
    return Ground.PLAZA;
  }

  @Override
  public Extent extent() {
    return new Extent(9.5, 9.2);
  }

  @Override
  public void draw(Scene scene) {
    for (int side = -1; side <= 1; side += 2) {
      scene.box(TRIM, side * 3.1, 0, 0, 3.0, 0.8, 4.0);
      scene.box(MARBLE, side * 3.1, 0.8, 0, 2.6, 5.4, 3.4);
      scene.box(FRIEZE, side * 3.1, 3.4, 0, 1.9, 1.6, 3.6);
    }
    new Arcade(1, 6.2, 3.6, 3.6, 6.2, 3.4).draw(scene, MARBLE);
    scene.box(TRIM, 0, 6.2, 0, 9.3, 0.5, 4.1);
    scene.box(FRIEZE, 0, 6.7, 0, 8.5, 1.8, 3.4);
    scene.box(TRIM, 0, 8.5, 0, 9.0, 0.4, 3.9);
    for (double x : new double[] {-4.3, -2.1, 2.1, 4.3}) {
      scene.beam(TRIM, at(x, 0.8, 1.9), at(x, 6.2, 1.9), 0.36);
      scene.beam(TRIM, at(x, 0.8, -1.9), at(x, 6.2, -1.9), 0.36);
    }
  }
}
