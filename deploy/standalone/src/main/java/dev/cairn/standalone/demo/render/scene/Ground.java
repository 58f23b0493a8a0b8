package dev.cairn.standalone.demo.render.scene;

/** What a scene stands on. */
public enum Ground {
  GRASS((x, y, z) -> Colour.scaled(0x6f9a48, 0.82 + 0.3 * patch(x, z))),
  PLAZA(
      (x, y, z) -> {
        boolean joint = fraction(x / 0.9) < 0.05 || fraction(z / 0.9) < 0.05;
        double tint = 0.9 + 0.12 * Material.grain(x / 0.9, 0, z / 0.9);
        return Colour.scaled(0xb5aa9a, joint ? 0.8 : tint);
      }),
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

  private static double fraction(double value) {
    return value - Math.floor(value);
  }
}
