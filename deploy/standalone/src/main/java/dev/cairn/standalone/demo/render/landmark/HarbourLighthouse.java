package dev.cairn.standalone.demo.render.landmark;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Profile;
import dev.cairn.standalone.demo.render.scene.Scene;

/** A red and white lighthouse on a rock in the sea, the keeper's hut at its foot. */
record HarbourLighthouse() implements Landmark {

  private static final Material ROCK = Material.masonry(0x7d7368, 0.5);
  private static final Material TOWER = Material.bands(0xf2eee6, 0xc8322b, 1.55);
  private static final Material GALLERY = Material.plain(0x3a3d42);
  private static final Material LAMP = Material.plain(0xffe489);
  private static final Material ROOF = Material.plain(0xb02a25);
  private static final Material PLASTER = Material.windows(0xefe9dc, 0x4b5a68, 0.9, 1.1);

  @Override
  public String id() {
    return "harbour_lighthouse";
  }

  @Override
  public Ground ground() {
    return Ground.WATER;
  }

  @Override
  public Extent extent() {
    return new Extent(7, 11);
  }

  @Override
  public void draw(Scene scene) {
    scene.lathe(ROCK, 9, 4.2, -0.2, 3.6, 0.5, 2.9, 0.9, 0, 1.0);
    scene.from(0, 0.9, 0).lathe(TOWER, 24, 1.35, 0, 0.85, 7.6);
    scene.from(0, 8.5, 0).lathe(GALLERY, 24, 0.85, -0.3, 1.25, 0, 1.25, 0.25, 0, 0.25);
    scene.from(0, 8.75, 0).lathe(LAMP, 16, 0.62, 0, 0.62, 1.0);
    for (int i = 0; i < 6; i++) {
      scene.turned(i * Math.PI / 3).beam(GALLERY, at(0, 8.75, 0.66), at(0, 9.75, 0.66), 0.09);
    }
    scene.from(0, 9.7, 0).lathe(ROOF, 16, Profile.dome(0.85, 0.8));
    scene.beam(GALLERY, at(0, 10.4, 0), at(0, 11, 0), 0.09);
    scene.box(PLASTER, 2.2, 0.7, 0.4, 1.8, 1.1, 1.4);
    scene.gable(ROOF, 2.2, 1.8, 0.4, 2.0, 0.7, 1.6);
  }
}
