package dev.cairn.standalone.demo.render.landmark;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Profile;
import dev.cairn.standalone.demo.render.scene.Scene;

/** A brick cathedral under five onion domes, each painted in stripes of its own. */
record OnionCathedral() implements Landmark {

  private static final Material BRICK = Material.windows(0x9e4238, 0x3b2a2c, 0.9, 1.8);
  private static final Material TRIM = Material.plain(0xf0e2c8);
  private static final Material GOLD = Material.spiral(0xf0c648, 0xd9a832, 12);
  private static final Material BLUE = Material.spiral(0x2f62b5, 0xf0f0ea, 6);
  private static final Material GREEN = Material.spiral(0x2f9a5f, 0xefd24c, 6);
  private static final Material VIOLET = Material.spiral(0x7b3f97, 0xe9a63c, 6);
  private static final Material TURQUOISE = Material.spiral(0x35b3bb, 0xd8433c, 6);

  @Override
  public String id() {
    return "onion_cathedral";
  }

  @Override
  public Ground ground() {
    return Ground.COBBLES;
  }

  @Override
  public Extent extent() {
    return new Extent(8.5, 11);
  }

  @Override
  public void draw(Scene scene) {
    scene.box(BRICK, 0, 0, 0, 7, 3.2, 5);
    scene.box(TRIM, 0, 3.2, 0, 7.3, 0.25, 5.3);
    tower(scene, BLUE, -2.6, 1.9, 4.9, 0.95);
    tower(scene, GREEN, 2.6, 1.9, 4.6, 0.95);
    tower(scene, VIOLET, -2.3, -1.8, 5.9, 0.9);
    tower(scene, TURQUOISE, 2.3, -1.8, 5.6, 0.9);
    tower(scene, GOLD, 0, 0, 6.8, 1.35);
  }

  private static void tower(
      Scene scene, Material dome, double x, double z, double height, double radius) {
    Scene here = scene.from(x, 0, z);
    here.lathe(BRICK, 8, radius, 0, radius, height);
    here.from(0, height, 0)
        .lathe(TRIM, 8, radius, 0, radius * 1.2, 0.15, radius * 1.2, 0.3, 0, 0.3);
    here.from(0, height + 0.3, 0).lathe(dome, 20, Profile.onion(radius * 1.75, radius * 2.9));
    double tip = height + 0.2 + radius * 2.9;
    here.beam(TRIM, at(0, tip, 0), at(0, tip + 0.7, 0), 0.1);
    here.beam(TRIM, at(-0.25, tip + 0.4, 0), at(0.25, tip + 0.4, 0), 0.09);
  }
}
