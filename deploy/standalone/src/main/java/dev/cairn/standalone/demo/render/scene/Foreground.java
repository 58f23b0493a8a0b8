package dev.cairn.standalone.demo.render.scene;

import java.util.random.RandomGenerator;

/** People and trees. */
public final class Foreground {

  private static final int[] CLOTHES = {0xb8403a, 0x34548c, 0xd8c04a, 0x3f7f5a, 0x6b5b8e, 0xe0ddd4};
  private static final int[] HAIR = {0x2a2320, 0x5c4330, 0xa98752};
  private static final int[] LEAVES = {0x4c7a36, 0x5e8a3a, 0x3f6b3c, 0x8a8f3a};
  private static final Material TRUNK = Material.plain(0x6a4c34);

  private Foreground() {}

  /** A broad-leaved tree at the origin. */
  public static void tree(Scene scene, double height, RandomGenerator random) {
    int green = LEAVES[random.nextInt(LEAVES.length)];
    Material leaves =
        (x, y, z) -> Colour.scaled(green, 0.75 + 0.5 * Material.grain(x * 9, y * 9, z * 9));
    scene.lathe(TRUNK, 6, 0.06 * height, 0, 0.04 * height, 0.5 * height);
    for (int i = 0; i < 4; i++) {
      double radius = random.nextDouble(0.16, 0.25) * height;
      double x = random.nextDouble(-0.17, 0.17) * height;
      double z = random.nextDouble(-0.17, 0.17) * height;
      scene
          .from(x, random.nextDouble(0.36, 0.58) * height, z)
          .lathe(leaves, 9, Profile.ball(radius));
    }
  }

  /** Somebody who stands at the origin. */
  public static void person(Scene scene, double height, RandomGenerator random) {
    int coat = CLOTHES[random.nextInt(CLOTHES.length)];
    int trousers = CLOTHES[random.nextInt(CLOTHES.length)];
    int hair = HAIR[random.nextInt(HAIR.length)];
    double h = height;
    scene.lathe(Material.plain(Colour.scaled(trousers, 0.6)), 7, 0.09 * h, 0, 0.11 * h, 0.48 * h);
    scene.lathe(Material.plain(coat), 7, 0.13 * h, 0.42 * h, 0.15 * h, 0.7 * h, 0.05 * h, 0.84 * h);
    scene.from(0, 0.82 * h, 0).lathe(Material.plain(hair), 7, Profile.ball(0.09 * h));
  }
}
