package dev.cairn.standalone.demo.render.scene;

/** What the air does to a photograph. */
public enum Weather {
  CLEAR(1, 1, 0.004, 0),
  OVERCAST(0.35, 1.45, 0.006, 0.6),
  FOG(0.25, 1.5, 0.02, 0.9),
  RAIN(0.2, 1.3, 0.012, 0.85),
  SNOW(0.3, 1.45, 0.01, 0.8);

  final double sunShare;
  final double ambientShare;

  /** How much of the view a unit of distance hides. */
  final double haze;

  /** How much of the blue of the sky is covered. */
  final double cloudCover;

  Weather(double sunShare, double ambientShare, double haze, double cloudCover) {
    this.sunShare = sunShare;
    this.ambientShare = ambientShare;
    this.haze = haze;
    this.cloudCover = cloudCover;
  }
}
