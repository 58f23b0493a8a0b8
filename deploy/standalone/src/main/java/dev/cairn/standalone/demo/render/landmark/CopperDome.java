package dev.cairn.standalone.demo.render.landmark;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Profile;
import dev.cairn.standalone.demo.render.scene.Scene;

/** A wide white hall under one great dome of weathered green copper. */
record CopperDome() implements Landmark {

  private static final Material WALL = Material.windows(0xf1efe9, 0x67727c, 1.1, 2.6);
  private static final Material STONE = Material.plain(0xf6f3ec);
  private static final Material SHADE = Material.plain(0x8f8c86);
  private static final Material COPPER = Material.spiral(0x4fae8d, 0x459c7e, 24);
  private static final Material GOLD = Material.plain(0xe5b83c);

  @Override
  public String id() {
    return "copper_dome";
  }

  @Override
  public Ground ground() {
    return Ground.PLAZA;
  }

  @Override
  public Extent extent() {
    return new Extent(12, 10);
  }

  @Override
  public void draw(Scene scene) {
    scene.box(WALL, 0, 0, 0, 12, 2.6, 5);
    scene.box(STONE, 0, 2.6, 0, 12.3, 0.3, 5.3);
    portico(scene.from(0, 0, 2.5));
    scene.from(0, 2.9, 0).lathe(SHADE, 32, 2.9, 0, 2.9, 1.6);
    for (int i = 0; i < 24; i++) {
      scene.turned(i * Math.PI / 12).beam(STONE, at(0, 2.9, 3.15), at(0, 4.4, 3.15), 0.28);
    }
    scene.from(0, 4.4, 0).lathe(STONE, 32, 3.3, 0, 3.4, 0.35, 0, 0.35);
    scene.from(0, 4.75, 0).lathe(COPPER, 32, Profile.dome(3.2, 3.5));
    scene.from(0, 8.1, 0).lathe(STONE, 12, 0.55, 0, 0.55, 0.9);
    scene.from(0, 9.0, 0).lathe(GOLD, 12, Profile.dome(0.6, 0.6));
    scene.beam(GOLD, at(0, 9.5, 0), at(0, 10.2, 0), 0.12);
  }

  private static void portico(Scene scene) {
    scene.box(SHADE, 0, 0, 0.05, 4.4, 2.6, 0.1);
    for (double x = -2.1; x < 2.2; x += 0.84) {
      scene.beam(STONE, at(x, 0, 1.2), at(x, 2.6, 1.2), 0.3);
    }
    scene.box(STONE, 0, 2.6, 0.6, 4.9, 0.35, 1.7);
    scene.turned(Math.PI / 2).gable(STONE, -0.6, 2.95, 0, 1.7, 1.1, 4.9);
  }
}
