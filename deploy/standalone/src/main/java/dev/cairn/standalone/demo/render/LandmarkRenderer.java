package dev.cairn.standalone.demo.render;

import dev.cairn.standalone.demo.render.everyday.Brush;
import dev.cairn.standalone.demo.render.everyday.Everyday;
import dev.cairn.standalone.demo.render.everyday.Painting;
import dev.cairn.standalone.demo.render.landmark.Landmark;
import dev.cairn.standalone.demo.render.scene.Subject;
import dev.cairn.standalone.demo.render.scene.Weather;
import java.awt.image.BufferedImage;
import java.util.List;
import java.util.SplittableRandom;
import java.util.random.RandomGenerator;

/**
 * Photographs of invented landmarks and of everyday things, as JPEG files of 320x240 to 400x300
 * pixels. Each photograph depends on its arguments alone: the same JDK draws the same bytes every
 * time. Safe for several threads; needs no display.
 */
public final class LandmarkRenderer {

  private static final List<Weather> WEATHER =
      List.of(
          Weather.CLEAR,
          Weather.CLEAR,
          Weather.CLEAR,
          Weather.CLEAR,
          Weather.CLEAR,
          Weather.CLEAR,
          Weather.CLEAR,
          Weather.CLEAR,
          Weather.OVERCAST,
          Weather.OVERCAST,
          Weather.FOG,
          Weather.RAIN,
          Weather.SNOW);

  private LandmarkRenderer() {}

  /** The landmark ids, sorted. */
  public static List<String> landmarks() {
    return Landmark.ALL.stream().map(Landmark::id).toList();
  }

  /**
   * A photograph of a landmark, from a side, in light and weather that depend on index and seed.
   *
   * @throws IllegalArgumentException when no landmark has this id
   */
  public static byte[] photograph(String landmark, int index, long seed) {
    Landmark subject =
        Landmark.ALL.stream()
            .filter(known -> known.id().equals(landmark))
            .findFirst()
            .orElseThrow(() ->
                new IllegalArgumentException(
                    "No landmark '" + landmark + "'; there are " + landmarks()));
    return solid(subject, random(seed, landmark, index));
  }

  /** A photograph of something that is no landmark: the kinds of things take turns. */
  public static byte[] nonLandmark(int index, long seed) {
    RandomGenerator random = random(seed, "everyday", index);
    Everyday kind = Everyday.values()[Math.floorMod(index, Everyday.values().length)];
    return switch (kind.motif(random)) {
      case Everyday.Solid(Subject subject) -> solid(subject, random);
      case Everyday.Flat(Painting painting) -> flat(painting, random);
    };
  }

  private static byte[] solid(Subject subject, RandomGenerator random) {
    int step = random.nextInt(3);
    Weather weather = WEATHER.get(random.nextInt(WEATHER.size()));
    BufferedImage picture =
        new Photographer(subject, random)
            .take(weather, 2 * (320 + 40 * step), 2 * (240 + 30 * step));
    return new Development(random).jpeg(picture, weather);
  }

  private static byte[] flat(Painting painting, RandomGenerator random) {
    int step = random.nextInt(3);
    BufferedImage picture =
        new BufferedImage(2 * (320 + 40 * step), 2 * (240 + 30 * step), BufferedImage.TYPE_INT_RGB);
    painting.paint(new Brush(picture));
    return new Development(random).jpeg(picture, Weather.CLEAR);
  }

  private static RandomGenerator random(long seed, String subject, int index) {
    return new SplittableRandom((seed * 31 + subject.hashCode()) * 1_000_003 + index);
  }
}
