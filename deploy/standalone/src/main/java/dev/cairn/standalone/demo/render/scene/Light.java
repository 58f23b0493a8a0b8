package dev.cairn.standalone.demo.render.scene;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;

/**
 * The light on a scene.
 *
 * @param towardsSun unit vector
 * @param zenith colour of the sky overhead
 * @param skyline colour of the sky at the horizon, and of haze
 */
public record Light(
    Hour hour, Weather weather, Vec3 towardsSun, Vec3 sun, Vec3 ambient, int zenith, int skyline) {

  private static final int CLOUD = 0xc3c8cd;

  /** The light of an hour in some weather, the sun {@code azimuth} radians right of the front. */
  public static Light of(Hour hour, Weather weather, double azimuth) {
    double elevation = Math.toRadians(hour.elevationDegrees);
    Vec3 towardsSun =
        at(
            Math.cos(elevation) * Math.sin(azimuth),
            Math.sin(elevation),
            Math.cos(elevation) * Math.cos(azimuth));
    int cloud = Colour.lit(CLOUD, hour.ambient.times(2));
    return new Light(
        hour,
        weather,
        towardsSun,
        hour.sun.times(weather.sunShare),
        hour.ambient.times(weather.ambientShare),
        Colour.mix(hour.zenith, cloud, weather.cloudCover),
        Colour.mix(hour.skyline, cloud, weather.cloudCover));
  }

  /** The light that a matt face with this unit normal sends back. */
  Vec3 on(Vec3 normal) {
    double fill = 0.85 + 0.15 * normal.y();
    return ambient.times(fill).plus(sun.times(Math.max(0, normal.dot(towardsSun))));
  }

  boolean castsShadows() {
    return weather == Weather.CLEAR;
  }
}
