package dev.cairn.standalone.demo.render.scene;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

/**
 * A pinhole camera.
 *
 * @param focalPixels the distance of the image plane, in pixels
 */
public record Camera(
    Vec3 eye,
    Vec3 right,
    Vec3 up,
    Vec3 forward,
    double rollRadians,
    double focalPixels,
    int width,
    int height) {

  public static Camera looking(
      Vec3 eye, Vec3 target, double rollRadians, double focalPixels, int width, int height) {
    Vec3 forward = target.minus(eye).unit();
    Vec3 level = forward.cross(at(0, 1, 0)).unit();
    Vec3 upright = level.cross(forward);
    double cos = Math.cos(rollRadians);
    double sin = Math.sin(rollRadians);
    return new Camera(
        eye,
        level.times(cos).plus(upright.times(sin)),
        upright.times(cos).minus(level.times(sin)),
        forward,
        rollRadians,
        focalPixels,
        width,
        height);
  }

  /** A world point as seen from the eye: to the right, up, and ahead. */
  public Vec3 view(Vec3 world) {
    Vec3 ray = world.minus(eye);
    return at(ray.dot(right), ray.dot(up), ray.dot(forward));
  }

  public double column(Vec3 view) {
    return width / 2.0 + focalPixels * view.x() / view.z();
  }

  public double row(Vec3 view) {
    return height / 2.0 - focalPixels * view.y() / view.z();
  }

  /** How far below the centre of the picture the level horizon lies, in pixels. */
  public double horizonDrop() {
    return focalPixels * forward.y() / Math.hypot(forward.x(), forward.z());
  }
}
