package dev.cairn.standalone.demo.render.scene;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

/** The light of a time of day. */
public enum Hour {
  NOON(52, at(0.80, 0.78, 0.72), at(0.46, 0.48, 0.52), 0x4a86cc, 0xcfe3f2),
  AFTERNOON(34, at(0.86, 0.79, 0.66), at(0.42, 0.44, 0.48), 0x5b93cf, 0xe3e6e0),
  GOLDEN(20, at(0.98, 0.72, 0.44), at(0.42, 0.40, 0.44), 0x7d95c4, 0xf8cf98),
  DUSK(15, at(0.76, 0.55, 0.44), at(0.46, 0.42, 0.50), 0x40447c, 0xe9967a),
  /** Lit by floodlights from in front, below the deep blue of the sky. */
  NIGHT(24, at(0.86, 0.80, 0.64), at(0.27, 0.29, 0.38), 0x0a1230, 0x2b3763);

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
