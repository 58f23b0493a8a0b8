package dev.cairn.standalone.demo.render.landmark;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Scene;

/** A vermilion pagoda of five storeys with wide, upturned roofs of dark slate. */
record TimberPagoda() implements Landmark {

  private static final Material STEPS = Material.plain(0xb9b2a4);
  private static final Material WALL = Material.windows(0xc23a22, 0xf0dfb4, 0.95, 1.3);
  private static final Material SLATE = Material.bands(0x2f3d46, 0x3a4a54, 0.12);
  private static final Material EAVES = Material.plain(0x8e2c1c);
  private static final Material BRASS = Material.plain(0xd8b24a);

  @Override
  public String id() {
    return "timber_pagoda";
  }

  @Override
  public Ground ground() {
    return Ground.GRAVEL;
  }

  @Override
  public Extent extent() {
    return new Extent(7, 11.4);
  }

  @Override
  public void draw(Scene scene) {
    scene.box(STEPS, 0, 0, 0, 5.6, 0.4, 5.6);
    double foot = 0.4;
    for (int storey = 0; storey < 5; storey++) {
      double width = 3.6 - 0.48 * storey;
      scene.box(WALL, 0, foot, 0, width, 1.15, width);
      roof(scene, foot + 1.05, width);
      foot += 1.72;
    }
    scene.beam(BRASS, at(0, foot - 0.2, 0), at(0, foot + 2, 0), 0.14);
    for (int ring = 0; ring < 4; ring++) {
      scene.from(0, foot + 0.5 + 0.32 * ring, 0).lathe(BRASS, 10, 0, 0, 0.28, 0.06, 0, 0.12);
    }
  }

  /** Flat at the eaves and steep above, so that its outline curves upwards. */
  private static void roof(Scene scene, double height, double width) {
    double eaves = width + 2.2;
    scene.taper(EAVES, at(0, height - 0.05, 0), width + 0.4, width + 0.4, eaves, eaves, 0.2);
    scene.taper(SLATE, at(0, height + 0.15, 0), eaves, eaves, width + 0.5, width + 0.5, 0.28);
    double top = width - 0.35;
    scene.taper(SLATE, at(0, height + 0.43, 0), width + 0.5, width + 0.5, top, top, 0.42);
  }
}
