package dev.cairn.standalone.demo.render;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.ConcurrentSkipListSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPhotographsTest {

  @TempDir Path folder;

  @Test
  void writesGalleryQueriesAndNonLandmarksAndFinishesWhatIsMissing() throws IOException {
    ConcurrentSkipListSet<Integer> progress = new ConcurrentSkipListSet<>();
    DemoPhotographs.write(folder, 7, (done, total) -> progress.add(done * 1000 / total));

    assertThat(files("gallery")).hasSize(12 * 16).contains("iron_tower/iron_tower-g15.jpg");
    assertThat(files("queries")).hasSize(12 * 6).contains("step_pyramid/step_pyramid-q05.jpg");
    assertThat(files("non-landmark")).hasSize(40).contains("everyday-39.jpg");
    assertThat(progress.last()).isEqualTo(1000);

    Path lost = folder.resolve("gallery/iron_tower/iron_tower-g03.jpg");
    Path kept = folder.resolve("gallery/iron_tower/iron_tower-g04.jpg");
    byte[] before = Files.readAllBytes(lost);
    Files.delete(lost);
    Files.writeString(kept, "a photograph of the user's own");
    DemoPhotographs.write(folder, 7, (done, total) -> {});

    assertThat(lost).hasBinaryContent(before);
    assertThat(kept).hasContent("a photograph of the user's own");
  }

  @Test
  void galleryAndQueriesShareNoPhotograph() {
    byte[] gallery =
        LandmarkRenderer.photograph("red_bridge", DemoPhotographs.GALLERY_PER_LANDMARK - 1, 7);
    byte[] query =
        LandmarkRenderer.photograph("red_bridge", DemoPhotographs.GALLERY_PER_LANDMARK, 7);

    assertThat(query).isNotEqualTo(gallery);
  }

  private List<String> files(String part) throws IOException {
    Path root = folder.resolve(part);
    try (var all = Files.walk(root)) {
      return all.filter(Files::isRegularFile)
          .map(file -> root.relativize(file).toString().replace('\\', '/'))
          .toList();
    }
  }
}
