package dev.cairn.standalone.demo.render.scene;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;
import static org.assertj.core.api.Assertions.assertThat;

import java.awt.image.BufferedImage;
import java.util.Random;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

class ExposureTest {

  private static final Material RED = (x, y, z) -> 0xff0000;
  private static final Material BLUE = (x, y, z) -> 0x0000ff;
  private static final int MIDDLE_X = 200;
  private static final int MIDDLE_Y = 150;

  @Test
  void theNearerSolidHidesTheFartherWhateverTheOrder() {
    Consumer<Scene> near = scene -> scene.box(RED, 0, 0, 3, 2, 4, 1);
    Consumer<Scene> far = scene -> scene.box(BLUE, 0, 0, -3, 2, 4, 1);

    for (Consumer<Scene> scene : java.util.List.of(near.andThen(far), far.andThen(near))) {
      int seen = exposed(scene, Ground.GRASS, Weather.OVERCAST).getRGB(MIDDLE_X, MIDDLE_Y);
      assertThat(Colour.red(seen)).isGreaterThan(Colour.blue(seen) + 60);
    }
  }

  @Test
  void aFaceThatReachesBehindTheCameraIsCutOff() {
    Consumer<Scene> carpet =
        scene ->
            scene.face(RED, at(-9, 0.5, 50), at(9, 0.5, 50), at(9, 0.5, -50), at(-9, 0.5, -50));

    BufferedImage image = exposed(carpet, Ground.GRASS, Weather.OVERCAST);

    assertThat(reddish(image.getRGB(MIDDLE_X, 290))).isTrue();
    assertThat(reddish(image.getRGB(MIDDLE_X, 10))).isFalse();
  }

  @Test
  void solidsCastShadowsInSunshineOnly() {
    Consumer<Scene> roof = scene -> scene.box(RED, 0, 5, 0, 30, 0.2, 30);

    assertThat(brightnessBelow(roof, Weather.CLEAR))
        .isLessThan(brightnessBelow(scene -> {}, Weather.CLEAR) * 4 / 5);
    assertThat(brightnessBelow(roof, Weather.OVERCAST))
        .isEqualTo(brightnessBelow(scene -> {}, Weather.OVERCAST));
  }

  @Test
  void waterMirrorsWhatStandsInIt() {
    Consumer<Scene> tower = scene -> scene.box(RED, 0, 0, 0, 2, 2.2, 1);

    int mirrored = exposed(tower, Ground.WATER, Weather.OVERCAST).getRGB(MIDDLE_X, 210);
    int open = exposed(tower, Ground.WATER, Weather.OVERCAST).getRGB(20, 210);

    assertThat(Colour.red(mirrored)).isGreaterThan(Colour.red(open) + 15);
  }

  @Test
  void fogHidesWhatIsFar() {
    Consumer<Scene> near = scene -> scene.box(RED, 0, 0, 5, 2, 6, 1);
    Consumer<Scene> far = scene -> scene.box(RED, 0, 0, -60, 20, 30, 1);

    assertThat(redness(exposed(far, Ground.GRASS, Weather.FOG)))
        .isLessThan(redness(exposed(near, Ground.GRASS, Weather.FOG)) / 2);
  }

  private static BufferedImage exposed(Consumer<Scene> solids, Ground ground, Weather weather) {
    Camera camera = Camera.looking(at(0, 2, 10), at(0, 2, 0), 0, 300, 400, 300);
    return Exposure.of(solids, ground, camera, Light.of(Hour.NOON, weather, 0.4), new Random(1));
  }

  private static int brightnessBelow(Consumer<Scene> solids, Weather weather) {
    return Colour.green(exposed(solids, Ground.PLAZA, weather).getRGB(MIDDLE_X, 230));
  }

  private static int redness(BufferedImage image) {
    int seen = image.getRGB(MIDDLE_X, MIDDLE_Y);
    return Colour.red(seen) - Colour.blue(seen);
  }

  private static boolean reddish(int rgb) {
    return Colour.red(rgb) > 2 * Colour.green(rgb);
  }
}
