package dev.cairn.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.folder.Photo;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoPhotosTest {
  @TempDir Path folder;

  private Path photos(String name, String landmark, int count) throws IOException {
    Path landmarkFolder = Files.createDirectories(folder.resolve(name).resolve(landmark));
    for (int i = 1; i <= count; i++) {
      Files.writeString(landmarkFolder.resolve("%s-%02d.jpg".formatted(landmark, i)), "bytes");
    }
    return folder.resolve(name);
  }

  @Test
  void everyFifthPhotographOfALandmarkIsHeldOut() throws IOException {
    photos("mine", "tower", 11);
    DemoPhotos split =
        DemoPhotos.of(photos("mine", "bridge", 4), Optional.empty(), Optional.empty());
    assertThat(split.queries().photos())
        .extracting(Photo::imageId)
        .containsExactly("tower-05", "tower-10");
    assertThat(split.gallery().photos()).hasSize(13);
    assertThat(split.truth()).containsEntry("tower-05", Optional.of("tower"));
  }

  @Test
  void queriesArePublishedWithoutTheirLandmark() throws IOException {
    DemoPhotos split =
        DemoPhotos.of(photos("mine", "tower", 10), Optional.empty(), Optional.empty());
    assertThat(split.queries().photos()).allMatch(photo -> photo.landmarkId().isEmpty());
  }

  @Test
  void heldOutPhotographsLeaveTheGalleryWhole() throws IOException {
    Path gallery = photos("mine", "tower", 10);
    Path queries = photos("held", "tower", 3);
    DemoPhotos photos = DemoPhotos.of(gallery, Optional.of(queries), Optional.empty());
    assertThat(photos.gallery().photos()).hasSize(10);
    assertThat(photos.queries().photos()).hasSize(3);
  }

  @Test
  void photographsOfNoLandmarkHaveAnEmptyTruthAndTheirOwnIds() throws IOException {
    Path gallery = photos("mine", "tower", 10);
    Path others = photos("others", "tower", 5);
    DemoPhotos photos = DemoPhotos.of(gallery, Optional.empty(), Optional.of(others));
    assertThat(photos.truth())
        .hasSize(7)
        .containsEntry("tower-05", Optional.of("tower"))
        .containsEntry("tower-05-2", Optional.empty());
  }
}
