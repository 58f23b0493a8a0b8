package dev.cairn.standalone.demo.render.scene;

/** What a surface is made of: a colour for every point of space, before any light falls on it. */
@FunctionalInterface
public interface Material {

  /** The 0xRRGGBB colour at a point in the solid's own coordinates. */
  int rgbAt(double x, double y, double z);

  /** One colour, slightly weathered. */
  static Material plain(int rgb) {
    return (x, y, z) -> Colour.scaled(rgb, 0.96 + 0.08 * grain(x * 5, y * 5, z * 5));
  }

  /** Courses of cut stone or brick with darker joints; each block has a tint of its own. */
  static Material masonry(int rgb, double courseHeight) {
    return (x, y, z) -> {
      double course = y / courseHeight;
      double row = Math.floor(course);
      double along = (x + z) / (2.2 * courseHeight) + 0.5 * row;
      boolean joint = course - row < 0.13 || along - Math.floor(along) < 0.06;
      return Colour.scaled(rgb, joint ? 0.74 : 0.88 + 0.2 * grain(along, row, 3));
    };
  }

  /** Horizontal bands of two colours, each {@code bandHeight} tall. */
  static Material bands(int lower, int upper, double bandHeight) {
    return (x, y, z) -> Math.floorMod((int) Math.floor(y / bandHeight), 2) == 0 ? lower : upper;
  }

  /** Stripes that wind around a vertical axis, as on a painted dome. */
  static Material spiral(int first, int second, double turns) {
    return (x, y, z) -> {
      double turn = Math.atan2(z, x) / (2 * Math.PI) * turns + y;
      return turn - Math.floor(turn) < 0.5 ? first : second;
    };
  }

  /** A wall with a regular grid of windows. */
  static Material windows(int wall, int glass, double pitchX, double pitchY) {
    return (x, y, z) -> {
      double column = (x + z) / pitchX + 0.5;
      double row = y / pitchY;
      double acrossX = column - Math.floor(column);
      double acrossY = row - Math.floor(row);
      boolean pane = acrossX > 0.3 && acrossX < 0.7 && acrossY > 0.28 && acrossY < 0.78;
      return pane ? glass : wall;
    };
  }

  /** A pseudo-random number in 0..1 for each unit cell of space: the same on every run. */
  static double grain(double x, double y, double z) {
    int hash = (int) Math.floor(x) * 0x9E3779B1;
    hash = (hash ^ (int) Math.floor(y)) * 0x85EBCA77;
    hash = (hash ^ (hash >>> 15) ^ (int) Math.floor(z)) * 0xC2B2AE3D;
    hash = (hash ^ (hash >>> 13)) * 0x27D4EB2F;
    return (hash >>> 8) / (double) (1 << 24);
  }
}
