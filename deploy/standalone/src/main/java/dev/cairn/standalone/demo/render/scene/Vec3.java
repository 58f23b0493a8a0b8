package dev.cairn.standalone.demo.render.scene;

/**
 * A point or direction (x to the right, y up, z towards the viewer), or the red, green and blue
 * strength of a light.
 */
public record Vec3(double x, double y, double z) {

  public static Vec3 at(double x, double y, double z) {
    return new Vec3(x, y, z);
  }

  public Vec3 plus(Vec3 other) {
    return new Vec3(x + other.x, y + other.y, z + other.z);
  }

  public Vec3 minus(Vec3 other) {
    return new Vec3(x - other.x, y - other.y, z - other.z);
  }

  public Vec3 times(double factor) {
    return new Vec3(x * factor, y * factor, z * factor);
  }

  public double dot(Vec3 other) {
    return x * other.x + y * other.y + z * other.z;
  }

  public Vec3 cross(Vec3 other) {
    return new Vec3(
        y * other.z - z * other.y, z * other.x - x * other.z, x * other.y - y * other.x);
  }

  /** The direction of length 1; the zero vector stays as it is. */
  public Vec3 unit() {
    double length = Math.sqrt(dot(this));
    return length == 0 ? this : times(1 / length);
  }

  /** The point at {@code share} of the way to another one. */
  public Vec3 towards(Vec3 other, double share) {
    return plus(other.minus(this).times(share));
  }
}
