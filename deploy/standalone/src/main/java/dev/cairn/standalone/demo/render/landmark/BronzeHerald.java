package dev.cairn.standalone.demo.render.landmark;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Profile;
import dev.cairn.standalone.demo.render.scene.Scene;

/** A gilded bronze figure on a dark granite pedestal, a torch in the raised right hand. */
record BronzeHerald() implements Landmark {

  private static final Material GRANITE = Material.masonry(0x55504f, 0.6);
  private static final Material BRONZE = Material.plain(0xd79a2e);
  private static final Material FOLDS = Material.spiral(0xd79a2e, 0xb67a1e, 11);
  private static final Material FLAME = Material.plain(0xffd873);

  @Override
  public String id() {
    return "bronze_herald";
  }

  @Override
  public Ground ground() {
    return Ground.TERRACE;
  }

  @Override
  public Extent extent() {
    return new Extent(5.5, 11);
  }

  @Override
  public void draw(Scene scene) {
    scene.box(GRANITE, 0, 0, 0, 4.4, 0.5, 4.4);
    scene.box(GRANITE, 0, 0.5, 0, 3.4, 0.4, 3.4);
    scene.taper(GRANITE, at(0, 0.9, 0), 2.6, 2.6, 2.2, 2.2, 2.2);
    scene.box(GRANITE, 0, 3.1, 0, 2.7, 0.35, 2.7);
    figure(scene.from(0, 3.45, 0).moved(p -> at(1.25 * p.x(), p.y(), 1.25 * p.z())));
  }

  private static void figure(Scene scene) {
    scene.lathe(
        FOLDS, 18, 1.15, 0, 0.95, 1.2, 0.7, 2.5, 0.62, 3.0, 0.85, 3.9, 0.8, 4.3, 0.25, 4.55, 0.2,
        4.75);
    scene.from(0, 4.65, 0).lathe(BRONZE, 14, Profile.ball(0.45));
    for (int i = -3; i <= 3; i++) {
      double angle = i * 0.42;
      scene.beam(
          BRONZE,
          at(0.35 * Math.sin(angle), 5.15 + 0.3 * Math.cos(angle), 0),
          at(0.85 * Math.sin(angle), 5.1 + 0.85 * Math.cos(angle), 0),
          0.1);
    }
    scene.beam(BRONZE, at(0.65, 4.1, 0), at(1.25, 5.2, 0.1), 0.38);
    scene.beam(BRONZE, at(1.25, 5.1, 0.1), at(1.55, 6.4, 0.1), 0.3);
    scene.from(1.58, 6.4, 0.1).lathe(BRONZE, 10, 0.1, -0.4, 0.35, 0.2, 0, 0.2);
    scene.from(1.58, 6.55, 0.1).lathe(FLAME, 10, Profile.onion(0.42, 1.0));
    scene.beam(BRONZE, at(-0.7, 4.05, 0), at(-1.15, 2.9, 0.4), 0.36);
    scene.box(BRONZE, -1.2, 2.5, 0.55, 0.25, 1.3, 0.85);
  }
}
