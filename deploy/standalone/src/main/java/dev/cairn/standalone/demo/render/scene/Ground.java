package dev.cairn.standalone.demo.render.scene;

/** What a scene stands on. */
public enum Ground {
  GRASS((x, y, z) -> Colour.scaled(0x6f9a48, 0.82 + 0.3 * patch(x, z))),
  MEADOW((x, y, z) -> Colour.scaled(0xa9a24a, 0.82 + 0.3 * patch(x, z))),
  GRAVEL((x, y, z) -> Colour.scaled(0xcfcabf, 0.86 + 0.2 * patch(x, z))),
  PLAZA((x, y, z) -> slab(0xb5aa9a, x, z)),
  TERRACE((x, y, z) -> slab(0xa9654a, x, z)),
  COBBLES((x, y, z) -> slab(0x7c8494, 1.6 * x, 1.6 * z)),
  SAND((x, y, z) -> Colour.scaled(0xd9bd85, 0.9 + 0.16 * patch(x, z))),
  ROAD((x, y, z) -> Colour.scaled(0x77777a, 0.9 + 0.14 * patch(x, z))),
  WATER((x, y, z) -> Colour.scaled(0x3f7690, 0.88 + 0.3 * Material.grain(x * 1.3, 1, z * 5)));

  final Material material;

  Ground(Material material) {
    this.material = material;
  }

  private static double patch(double x, double z) {
    return 0.6 * Material.grain(x * 0.7, 0, z * 0.7) + 0.4 * Material.grain(x * 4, 1, z * 4);
  }

  /** Square paving slabs, each with a tint of its own. */
  private static int slab(int rgb, double x, double z) {
    boolean joint = fraction(x / 0.9) < 0.05 || fraction(z / 0.9) < 0.05;
    double tint = 0.9 + 0.12 * Material.grain(x / 0.9, 0, z / 0.9);
    return Colour.scaled(rgb, joint ? 0.8 : tint);
  }

  private static double fraction(double value) {
    return value - Math.floor(value);
  }
}
