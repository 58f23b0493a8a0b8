package dev.cairn.standalone.demo.render;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class LandmarkRendererTest {

  private static final long SEED = 7;

  @Test
  void thereAreTwelveLandmarksWithIdsThatSuitFolders() {
    List<String> landmarks = LandmarkRenderer.landmarks();

    assertThat(landmarks).hasSize(12).doesNotHaveDuplicates().isSorted();
    assertThat(landmarks).allMatch(id -> id.matches("[a-z]+(_[a-z]+)+"));
  }

  @Test
  void theSameArgumentsDrawTheSameBytes() {
    for (String landmark : LandmarkRenderer.landmarks()) {
      assertThat(LandmarkRenderer.photograph(landmark, 5, SEED))
          .as(landmark)
          .isEqualTo(LandmarkRenderer.photograph(landmark, 5, SEED));
    }
    assertThat(LandmarkRenderer.nonLandmark(3, SEED))
        .isEqualTo(LandmarkRenderer.nonLandmark(3, SEED));
  }

  @Test
  void drawingOnSeveralThreadsChangesNothing() {
    List<byte[]> together =
        IntStream.range(0, 8)
            .parallel()
            .mapToObj(i -> LandmarkRenderer.photograph("turret_castle", i, SEED))
            .toList();

    for (int i = 0; i < together.size(); i++) {
      assertThat(together.get(i)).isEqualTo(LandmarkRenderer.photograph("turret_castle", i, SEED));
    }
  }

  @Test
  void anotherIndexOrSeedIsAnotherPhotograph() {
    byte[] photograph = LandmarkRenderer.photograph("iron_tower", 0, SEED);

    assertThat(LandmarkRenderer.photograph("iron_tower", 1, SEED)).isNotEqualTo(photograph);
    assertThat(LandmarkRenderer.photograph("iron_tower", 0, SEED + 1)).isNotEqualTo(photograph);
  }

  @Test
  void photographsComeInThreeSizesOfOneShape() throws IOException {
    Set<String> sizes = new HashSet<>();
    for (int i = 0; i < 10; i++) {
      sizes.add(size(LandmarkRenderer.photograph("copper_dome", i, SEED)));
      sizes.add(size(LandmarkRenderer.nonLandmark(i, SEED)));
    }

    assertThat(sizes).containsExactlyInAnyOrder("320x240", "360x270", "400x300");
  }

  @Test
  void anUnknownLandmarkIsNamedBesideTheKnownOnes() {
    assertThatThrownBy(() -> LandmarkRenderer.photograph("glass_castle", 0, SEED))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("'glass_castle'")
        .hasMessageContaining("turret_castle");
  }

  /**
   * Nearest neighbours by sixteen by twelve pixels: much worse than a network, well above chance.
   */
  @Test
  void landmarksCanBeToldApartFromTheirPicturesAlone() {
    List<Sample> gallery = samples(0, 6);
    List<Sample> queries = samples(6, 8);

    long right =
        queries.stream().filter(query -> query.nearest(gallery).equals(query.landmark())).count();

    assertThat(right).isGreaterThan(queries.size() / 2);
  }

  private static List<Sample> samples(int from, int to) {
    return LandmarkRenderer.landmarks().stream()
        .flatMap(landmark ->
            IntStream.range(from, to)
                .mapToObj(i -> Sample.of(landmark, LandmarkRenderer.photograph(landmark, i, SEED))))
        .toList();
  }

  private static String size(byte[] jpeg) throws IOException {
    BufferedImage image = ImageIO.read(new ByteArrayInputStream(jpeg));
    return image.getWidth() + "x" + image.getHeight();
  }
}
