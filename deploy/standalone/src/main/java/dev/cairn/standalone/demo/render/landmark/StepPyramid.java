package dev.cairn.standalone.demo.render.landmark;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Scene;

/** A sandstone pyramid of seven steps, a stair on each side and a temple on top. */
record StepPyramid() implements Landmark {

  private static final Material SANDSTONE = Material.masonry(0xe0b45c, 0.5);
  private static final Material STAIR = Material.bands(0xf0d08a, 0xb98e42, 0.14);
  private static final Material DOORWAY = Material.plain(0x4a3520);
  private static final int STEPS = 7;

  @Override
  public String id() {
    return "step_pyramid";
  }

  @Override
  public Ground ground() {
    return Ground.SAND;
  }

  @Override
  public Extent extent() {
    return new Extent(13, 8.3);
  }

  @Override
  public void draw(Scene scene) {
    for (int step = 0; step < STEPS; step++) {
      double width = 12 - 1.45 * step;
      scene.taper(SANDSTONE, at(0, 0.95 * step, 0), width, width, width - 0.4, width - 0.4, 0.95);
    }
    double top = 0.95 * STEPS;
    for (int side = 0; side < 4; side++) {
      Scene flight = scene.turned(side * Math.PI / 2);
      double z = 6.6;
      flight.face(STAIR, at(-0.9, 0, z), at(0.9, 0, z), at(0.9, top, 1.4), at(-0.9, top, 1.4));
      flight.beam(SANDSTONE, at(-1, 0, z), at(-1, top, 1.4), 0.3);
      flight.beam(SANDSTONE, at(1, 0, z), at(1, top, 1.4), 0.3);
      flight.box(DOORWAY, 0, top, 0.95, 0.7, 0.9, 0.1);
    }
    scene.box(SANDSTONE, 0, top, 0, 1.9, 1.2, 1.9);
    scene.box(SANDSTONE, 0, top + 1.2, 0, 2.2, 0.3, 2.2);
  }
}
