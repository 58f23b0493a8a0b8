package dev.cairn.standalone.demo.render.landmark;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Scene;

/** An old viaduct of ochre stone: tall arches below, a row of small ones above. */
record StoneViaduct() implements Landmark {

  private static final Material STONE = Material.masonry(0xb98d5a, 0.42);
  private static final Material PARAPET = Material.plain(0x9a7447);

  @Override
  public String id() {
    return "stone_viaduct";
  }

  @Override
  public Ground ground() {
    return Ground.MEADOW;
  }

  @Override
  public Extent extent() {
    return new Extent(14, 7.6);
  }

  @Override
  public void draw(Scene scene) {
    new Arcade(7, 3, 2.3, 2.9, 4.6, 1.5).draw(scene, STONE);
    scene.box(PARAPET, 0, 4.6, 0, 22, 0.25, 1.8);
    new Arcade(18, 1.17, 0.8, 1.2, 2.0, 1.1).draw(scene.from(0, 4.85, 0), STONE);
    scene.box(PARAPET, 0, 6.85, 0, 22, 0.45, 1.4);
  }
}
