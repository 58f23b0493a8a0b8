package dev.cairn.standalone.demo.render.everyday;

import dev.cairn.standalone.demo.render.scene.Ground;
import dev.cairn.standalone.demo.render.scene.Material;
import dev.cairn.standalone.demo.render.scene.Scene;
import dev.cairn.standalone.demo.render.scene.Subject;
import java.util.random.RandomGenerator;

/** An ordinary house with a garden path. */
record House(int wall, int roof, double width, double storeys) implements Subject {

  private static final int[] WALL = {0xd8cdb8, 0xb9c3c9, 0xe3d6a8, 0xc9a793};
  private static final int[] ROOF = {0x6e4a3e, 0x4f5459, 0x8a5a44};
  private static final Material DOOR = Material.plain(0x4f5f52);
  private static final Material PATH = Material.plain(0xb0a898);
  private static final Material CHIMNEY = Material.masonry(0x8b5f4e, 0.2);

  static House random(RandomGenerator random) {
    return new House(
        Pick.from(WALL, random),
        Pick.from(ROOF, random),
        random.nextDouble(6, 9),
        random.nextInt(1, 3));
  }

  @Override
  public Ground ground() {
    return Ground.GRASS;
  }

  @Override
  public Extent extent() {
    return new Extent(width + 1, 2.4 * storeys + 3);
  }

  @Override
  public void draw(Scene scene) {
    double eaves = 2.4 * storeys + 0.2;
    scene.box(Material.windows(wall, 0x5a6b78, 1.8, 2.4), 0, 0, 0, width, eaves, 5);
    scene.gable(Material.bands(roof, roof + 0x080808, 0.2), 0, eaves, 0, width + 0.8, 2.2, 5.8);
    scene.box(CHIMNEY, width / 4, eaves + 1, 0.6, 0.6, 1.6, 0.6);
    scene.box(DOOR, 0.9, 0, 2.5, 0.9, 1.8, 0.1);
    scene.box(PATH, 0.9, 0, 6, 1.2, 0.02, 7);
  }
}
