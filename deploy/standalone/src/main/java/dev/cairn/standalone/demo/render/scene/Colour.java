package dev.cairn.standalone.demo.render.scene;

/** Arithmetic on packed 0xRRGGBB colours. */
public final class Colour {

  private Colour() {}

  /** {@code from} at share 0, {@code to} at share 1; the share counts in steps of 1/256. */
  public static int mix(int from, int to, double share) {
    int steps = (int) (share * 256);
    return join(
        between(red(from), red(to), steps),
        between(green(from), green(to), steps),
        between(blue(from), blue(to), steps));
  }

  /** The colour as it looks under a light. */
  public static int lit(int rgb, Vec3 light) {
    return pack(red(rgb) * light.x(), green(rgb) * light.y(), blue(rgb) * light.z());
  }

  public static int scaled(int rgb, double factor) {
    return pack(red(rgb) * factor, green(rgb) * factor, blue(rgb) * factor);
  }

  public static int red(int rgb) {
    return (rgb >> 16) & 0xff;
  }

  public static int green(int rgb) {
    return (rgb >> 8) & 0xff;
  }

  public static int blue(int rgb) {
    return rgb & 0xff;
  }

  /** Packs three channels, each clamped to 0..255. */
  public static int pack(double red, double green, double blue) {
    return join(clamp(red), clamp(green), clamp(blue));
  }

  private static int between(int from, int to, int steps) {
    return from + (((to - from) * steps) >> 8);
  }

  private static int join(int red, int green, int blue) {
    return (red << 16) | (green << 8) | blue;
  }

  /** By hand, since this is the innermost step of all drawing. */
  private static int clamp(double channel) {
    int rounded = (int) (channel + 0.5);
    return rounded < 0 ? 0 : rounded > 255 ? 255 : rounded;
  }
}
