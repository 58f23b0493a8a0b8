package dev.cairn.standalone.demo.render.landmark;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Scene;

/** A round marble bell tower with six rings of columns, leaning to its left. */
record LeaningTower() implements Landmark {

  private static final Material MARBLE = Material.plain(0xf3ead8);
  private static final Material SHADE = Material.plain(0xa79a86);
  private static final Material DOOR = Material.plain(0x5b4634);
  private static final double LEAN = -0.17;
  private static final int COLUMNS = 20;

  @Override
  public String id() {
    return "leaning_tower";
  }

  @Override
  public Ground ground() {
    return Ground.GRASS;
  }

  @Override
  public Extent extent() {
    return new Extent(6.5, 10.5);
  }

  @Override
  public void draw(Scene scene) {
    Scene leaning = scene.moved(p -> at(p.x() + LEAN * (p.y() - 4), p.y(), p.z()));
    leaning.lathe(MARBLE, 28, 2.2, 0, 2.1, 0.15, 1.85, 0.15, 1.85, 1.7, 2.05, 1.75, 2.05, 1.95);
    leaning.box(DOOR, 0, 0, 1.85, 0.7, 1.2, 0.12);
    for (int storey = 0; storey < 6; storey++) {
      ring(leaning.from(0, 1.95 + 1.15 * storey, 0), 1.95, 1.15);
    }
    ring(leaning.from(0, 8.85, 0), 1.4, 1.2);
  }

  /** A storey: a wall in the shade behind columns, and a ledge on top. */
  private static void ring(Scene scene, double radius, double height) {
    scene.lathe(SHADE, 24, radius * 0.78, 0, radius * 0.78, height);
    scene.lathe(
        MARBLE,
        28,
        radius * 0.78,
        height * 0.72,
        radius,
        height * 0.78,
        radius * 1.05,
        height * 0.92,
        radius * 1.05,
        height,
        0,
        height);
    for (int i = 0; i < COLUMNS; i++) {
      Scene column = scene.turned(2 * Math.PI * i / COLUMNS);
      column.beam(MARBLE, at(0, 0, radius * 0.95), at(0, height * 0.8, radius * 0.95), 0.2);
    }
  }
}
