package dev.cairn.standalone.demo.render.scene;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

import java.util.Arrays;
import java.util.function.UnaryOperator;

/**
 * Takes the faces of solids. Lengths are free units in which a landmark is about ten tall; the
 * ground is the plane y = 0.
 */
@FunctionalInterface
public interface Scene {

  /**
   * Adds a flat convex face.
   *
   * @param texture the corners in the solid's own coordinates, where its material is looked up
   * @param corners the corners in the world
   */
  void add(Material material, Vec3[] texture, Vec3[] corners);

  /** Adds a flat convex face whose material is looked up where it stands. */
  default void face(Material material, Vec3... corners) {
    add(material, corners, corners);
  }

  /** This scene for solids that are to be moved, turned or bent first. */
  default Scene moved(UnaryOperator<Vec3> move) {
    return (material, texture, corners) ->
        add(material, texture, Arrays.stream(corners).map(move).toArray(Vec3[]::new));
  }

  /** This scene with its origin at another point. */
  default Scene from(double x, double y, double z) {
    Vec3 origin = at(x, y, z);
    return moved(origin::plus);
  }

  /** This scene turned about the vertical axis. */
  default Scene turned(double radians) {
    double sin = Math.sin(radians);
    double cos = Math.cos(radians);
    return moved(p -> at(p.x() * cos + p.z() * sin, p.y(), p.z() * cos - p.x() * sin));
  }

  /** An upright box, centred on (x, z), standing on y. */
  default void box(
      Material material, double x, double y, double z, double width, double height, double depth) {
    taper(material, at(x, y, z), width, depth, width, depth, height);
  }

  /** A box whose top may be narrower than its foot: a pyramid where the top has no extent. */
  default void taper(
      Material material,
      Vec3 foot,
      double footWidth,
      double footDepth,
      double topWidth,
      double topDepth,
      double height) {
    Vec3[] low = rectangle(foot, footWidth, footDepth);
    Vec3[] high = rectangle(foot.plus(at(0, height, 0)), topWidth, topDepth);
    for (int i = 0; i < 4; i++) {
      int next = (i + 1) % 4;
      face(material, low[i], low[next], high[next], high[i]);
    }
    face(material, high);
  }

  /** A ridged roof over a rectangle, its gables to the left and right. */
  default void gable(
      Material material, double x, double y, double z, double width, double height, double depth) {
    Vec3[] eaves = rectangle(at(x, y, z), width, depth);
    Vec3 left = at(x - width / 2, y + height, z);
    Vec3 right = at(x + width / 2, y + height, z);
    face(material, eaves[0], eaves[1], right, left);
    face(material, eaves[2], eaves[3], left, right);
    face(material, eaves[1], eaves[2], right);
    face(material, eaves[3], eaves[0], left);
  }

  /**
   * A solid of revolution about the vertical axis through the origin.
   *
   * @param profile pairs of radius and height, from the foot upwards
   */
  default void lathe(Material material, int sides, double... profile) {
    for (int p = 0; p + 3 < profile.length; p += 2) {
      for (int i = 0; i < sides; i++) {
        face(
            material,
            rim(profile[p], profile[p + 1], i, sides),
            rim(profile[p], profile[p + 1], i + 1, sides),
            rim(profile[p + 2], profile[p + 3], i + 1, sides),
            rim(profile[p + 2], profile[p + 3], i, sides));
      }
    }
  }

  /** A straight bar with a square cross-section. */
  default void beam(Material material, Vec3 start, Vec3 end, double thickness) {
    Vec3 along = end.minus(start).unit();
    Vec3 side = along.cross(Math.abs(along.y()) > 0.9 ? at(1, 0, 0) : at(0, 1, 0)).unit();
    Vec3 a = side.times(thickness / 2);
    Vec3 b = along.cross(side).times(thickness / 2);
    Vec3[] around = {a.plus(b), a.minus(b), a.plus(b).times(-1), b.minus(a)};
    for (int i = 0; i < 4; i++) {
      Vec3 one = around[i];
      Vec3 two = around[(i + 1) % 4];
      face(material, start.plus(one), start.plus(two), end.plus(two), end.plus(one));
    }
  }

  private static Vec3[] rectangle(Vec3 centre, double width, double depth) {
    double w = width / 2;
    double d = depth / 2;
    return new Vec3[] {
      centre.plus(at(-w, 0, d)), centre.plus(at(w, 0, d)),
      centre.plus(at(w, 0, -d)), centre.plus(at(-w, 0, -d))
    };
  }

  private static Vec3 rim(double radius, double height, int step, int sides) {
    double angle = 2 * Math.PI * step / sides;
    return at(radius * Math.sin(angle), height, radius * Math.cos(angle));
  }
}
