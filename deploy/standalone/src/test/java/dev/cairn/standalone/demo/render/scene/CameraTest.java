package dev.cairn.standalone.demo.render.scene;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class CameraTest {

  private final Camera camera = Camera.looking(at(0, 2, 10), at(0, 2, 0), 0, 200, 400, 300);

  @Test
  void whatItLooksAtIsInTheMiddle() {
    Vec3 target = camera.view(at(0, 2, 0));

    assertThat(camera.column(target)).isEqualTo(200);
    assertThat(camera.row(target)).isEqualTo(150);
    assertThat(target.z()).isEqualTo(10);
  }

  @Test
  void rightIsRightAndUpIsUpAndFarIsSmall() {
    assertThat(camera.column(camera.view(at(1, 2, 0)))).isEqualTo(200 + 200 / 10.0);
    assertThat(camera.row(camera.view(at(0, 3, 0)))).isEqualTo(150 - 200 / 10.0);
    assertThat(camera.row(camera.view(at(0, 3, -10)))).isEqualTo(150 - 200 / 20.0);
  }

  @Test
  void theHorizonSinksInThePictureWhenTheCameraLooksUp() {
    Camera up = Camera.looking(at(0, 0, 10), at(0, 10, 0), 0, 200, 400, 300);

    assertThat(camera.horizonDrop()).isZero();
    assertThat(up.horizonDrop()).isCloseTo(200, within(1e-9));
  }

  @Test
  void rollTurnsThePictureAboutItsMiddle() {
    Camera tilted = Camera.looking(at(0, 2, 10), at(0, 2, 0), Math.PI / 2, 200, 400, 300);

    Vec3 right = tilted.view(at(1, 2, 0));
    assertThat(tilted.column(right)).isCloseTo(200, within(1e-9));
    assertThat(tilted.row(right)).isCloseTo(170, within(1e-9));
  }
}
