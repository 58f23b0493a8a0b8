package dev.cairn.train.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.fold.StratifiedFolds;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FolderDatasetTest {
  @TempDir private Path folder;

  @Test
  void aFolderHasTheIdsOrderAndFoldsOfItsPublishedBatch() throws IOException {
    for (String file : List.of("tower/1", "tower/night/2", "bridge/1", "bridge/3", "bridge/4")) {
      photograph(file + ".jpg");
    }
    photograph("beside.jpg");
    photograph("tower/notes.txt");

    int[] folds = StratifiedFolds.assign(List.of("bridge", "bridge", "bridge", "tower", "tower"));
    assertThat(Table.of(open().rows()))
        .containsExactly(
            "bridge-1,bridge," + folds[0],
            "3,bridge," + folds[1],
            "4,bridge," + folds[2],
            "tower-1,tower," + folds[3],
            "2,tower," + folds[4]);
    try (PhotoSource photos = open().openPhotos()) {
      assertThat(IntStream.range(0, 5).mapToObj(row -> read(photos, row)))
          .containsExactly(
              "bridge/1.jpg", "bridge/3.jpg", "bridge/4.jpg", "tower/1.jpg", "tower/night/2.jpg");
    }
  }

  @Test
  void whatGoesAwayMeanwhileIsOnePhotographLess() throws IOException {
    photograph("tower/1.jpg");
    photograph("tower/2.jpg");
    Path secret = Files.writeString(folder.resolveSibling(folder.getFileName() + "-secret"), "x");
    try (PhotoSource photos = open().openPhotos()) {
      Files.delete(folder.resolve("tower/1.jpg"));
      assertThatThrownBy(() -> photos.read(0))
          .isInstanceOfSatisfying(
              CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IMAGE_NOT_FOUND))
          .hasMessage("tower/1.jpg does not exist");
      Files.delete(folder.resolve("tower/2.jpg"));
      Files.createSymbolicLink(folder.resolve("tower/2.jpg"), secret);
      assertThatThrownBy(() -> photos.read(1))
          .isInstanceOf(CairnException.class)
          .hasMessageContaining("leads out");
    } finally {
      Files.delete(secret);
    }
  }

  @Test
  void anEmptyFolderIsRefused() {
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_INVALID))
        .hasMessageContaining("no photographs");
  }

  @Test
  void itsDigestChangesWithItsFiles() throws IOException {
    photograph("tower/1.jpg");
    String before = open().digest();
    assertThat(open().digest()).isEqualTo(before);
    photograph("tower/2.jpg");
    assertThat(open().digest()).isNotEqualTo(before);
  }

  private Dataset open() throws IOException {
    String name = folder.getFileName().toString();
    return new Datasets(folder, folder, List.of(folder)).open("folder:" + name);
  }

  /** Its bytes are its name. */
  private void photograph(String name) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, name);
  }

  private static String read(PhotoSource photos, int row) {
    try {
      return new String(photos.read(row), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
