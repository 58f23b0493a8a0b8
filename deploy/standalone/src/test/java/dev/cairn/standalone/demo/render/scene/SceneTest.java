package dev.cairn.standalone.demo.render.scene;

import static dev.cairn.standalone.demo.render.scene.Vec3.at;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class SceneTest {

  private static final Material ANY = Material.plain(0x808080);

  private final List<Vec3[]> textures = new ArrayList<>();
  private final List<Vec3[]> faces = new ArrayList<>();
  private final Scene scene =
      (material, texture, corners) -> {
        textures.add(texture);
        faces.add(corners);
      };

  @Test
  void aBoxStandsOnItsFoot() {
    scene.box(ANY, 1, 2, 3, 4, 5, 6);

    assertThat(extent(Vec3::x)).containsExactly(-1, 3);
    assertThat(extent(Vec3::y)).containsExactly(2, 7);
    assertThat(extent(Vec3::z)).containsExactly(0, 6);
  }

  @Test
  void movingASolidLeavesItsTextureInPlace() {
    scene.from(10, 0, 0).turned(Math.PI / 2).face(ANY, at(1, 0, 0), at(1, 1, 0), at(0, 1, 0));

    assertThat(textures.getFirst()[0]).isEqualTo(at(1, 0, 0));
    assertThat(faces.getFirst()[0].x()).isCloseTo(10, within(1e-9));
    assertThat(faces.getFirst()[0].z()).isCloseTo(-1, within(1e-9));
  }

  @Test
  void aLatheTurnsItsProfileAboutTheAxis() {
    scene.lathe(ANY, 12, 2, 0, 1, 3);

    assertThat(faces).hasSize(12);
    assertThat(faces)
        .allSatisfy(face -> {
          assertThat(Math.hypot(face[0].x(), face[0].z())).isCloseTo(2, within(1e-9));
          assertThat(Math.hypot(face[2].x(), face[2].z())).isCloseTo(1, within(1e-9));
        });
  }

  @Test
  void aBeamRunsFromEndToEnd() {
    scene.beam(ANY, at(0, 1, 0), at(0, 9, 0), 0.5);

    assertThat(faces).hasSize(4);
    assertThat(extent(Vec3::y)).containsExactly(1, 9);
    assertThat(extent(Vec3::x)[1]).isCloseTo(0.25, within(0.26));
  }

  @Test
  void profilesEndInAPoint() {
    for (double[] profile : List.of(Profile.dome(2, 3), Profile.onion(2, 3))) {
      assertThat(profile[1]).isZero();
      assertThat(profile[profile.length - 2]).isCloseTo(0, within(1e-9));
      assertThat(profile[profile.length - 1]).isCloseTo(3, within(1e-9));
    }
  }

  private double[] extent(java.util.function.ToDoubleFunction<Vec3> axis) {
    var statistics =
        faces.stream().flatMap(java.util.Arrays::stream).mapToDouble(axis).summaryStatistics();
    return new double[] {statistics.getMin(), statistics.getMax()};
  }
}
