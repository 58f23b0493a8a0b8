package dev.cairn.standalone.demo.render.scene;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

/** The light of a time of day. */
public enum Hour {
  NOON(52, at(0.80, 0.78, 0.72), at(0.46, 0.48, 0.52), 0x4a86cc, 0xcfe3f2),
  AFTERNOON(34, at(0.86, 0.79, 0.66), at(0.42, 0.44, 0.48), 0x5b93cf, 0xe3e6e0),
  GOLDEN(20, at(0.98, 0.72, 0.44), at(0.42, 0.40, 0.44), 0x7d95c4, 0xf8cf98),
  DUSK(15, at(0.76, 0.55, 0.44), at(0.46, 0.42, 0.50), 0x5c6498, 0xf0b496),
  /** Lit by floodlights from in front, under the last blue of the sky. */
  NIGHT(24, at(0.86, 0.80, 0.64), at(0.34, 0.36, 0.45), 0x1a2a5c, 0x485a92);

  final double elevationDegrees;
  final Vec3 sun;
  final Vec3 ambient;
  final int zenith;
  final int skyline;

  Hour(double elevationDegrees, Vec3 sun, Vec3 ambient, int zenith, int skyline) {
    this.elevationDegrees = elevationDegrees;
    this.sun = sun;
    this.ambient = ambient;
    this.zenith = zenith;
    this.skyline = skyline;
  }
}
