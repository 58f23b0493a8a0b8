package dev.cairn.pipeline.folder;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.cairn.pipeline.folder.Skipped.Reason;
import dev.cairn.schemas.avro.BatchKind;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PhotoFolderTest {
  private static final long MAX_IMAGE_BYTES = 100;

  @TempDir Path folder;

  @Test
  void namesQueriesByTheirFileNames() throws IOException {
    photos("b.jpg", "a.JPEG", "trip/c.Png", "trip/day 2/d.webp", "notes.txt", "no-ending");

    assertThat(queryIds()).containsExactly("a", "b", "c", "d");
  }

  @Test
  void labelsGalleryPhotographsByTheirFirstFolder() throws IOException {
    photos("tower/front.jpg", "tower/night/back.jpg", "bridge/side.jpg");

    PhotoFolder gallery = PhotoFolder.gallery(folder, MAX_IMAGE_BYTES);

    assertThat(gallery.photos())
        .extracting(Photo::imageId, photo -> photo.landmarkId().orElseThrow())
        .containsExactly(tuple("side", "bridge"), tuple("front", "tower"), tuple("back", "tower"));
  }

  @Test
  void putsTheFolderBeforeANameThatSeveralPhotographsHave() throws IOException {
    photos("tower/1.jpg", "bridge/1.jpg", "bridge/only.jpg");

    assertThat(queryIds()).containsExactly("bridge-1", "only", "tower-1");
  }

  @Test
  void numbersWhatIsStillTheSame() throws IOException {
    photos("a/1.jpg", "a/1.png", "a-1.jpg", "1.jpg");

    assertThat(queryIds()).containsExactly("1", "a-1", "a-1-2", "a-1-3");
  }

  @Test
  void ignoresHiddenFilesAndFolders() throws IOException {
    photos("seen.jpg", ".hidden.jpg", ".thumbnails/small.jpg", ".jpg");

    PhotoFolder queries = PhotoFolder.queries(folder, MAX_IMAGE_BYTES);

    assertThat(queries.photos()).extracting(Photo::imageId).containsExactly("seen");
    assertThat(queries.skipped()).isEmpty();
  }

  @Test
  void neverFollowsLinks() throws IOException {
    photos("inside/own.jpg", "outside/secret.jpg");
    Path inside = folder.resolve("inside");
    Path file = Files.createSymbolicLink(inside.resolve("f.jpg"), secret());
    Path directory = Files.createSymbolicLink(inside.resolve("d"), secret().getParent());

    PhotoFolder queries = PhotoFolder.queries(inside, MAX_IMAGE_BYTES);

    assertThat(queries.photos()).extracting(Photo::imageId).containsExactly("own");
    assertThat(queries.skipped())
        .containsExactlyInAnyOrder(
            new Skipped(real(directory), Reason.SYMBOLIC_LINK),
            new Skipped(real(file), Reason.SYMBOLIC_LINK));
  }

  @Test
  void acceptsALinkAsTheFolderItself() throws IOException {
    photos("album/own.jpg");
    Path link = Files.createSymbolicLink(folder.resolve("link"), folder.resolve("album"));

    assertThat(PhotoFolder.queries(link, MAX_IMAGE_BYTES).photos()).hasSize(1);
  }

  @Test
  void skipsFilesOverTheLimitAndKeepsEmptyOnes() throws IOException {
    photos("empty.jpg");
    Files.write(folder.resolve("full.jpg"), new byte[(int) MAX_IMAGE_BYTES]);
    Path large = Files.write(folder.resolve("large.jpg"), new byte[(int) MAX_IMAGE_BYTES + 1]);

    PhotoFolder queries = PhotoFolder.queries(folder, MAX_IMAGE_BYTES);

    assertThat(queries.photos()).extracting(Photo::imageId).containsExactly("empty", "full");
    assertThat(queries.skipped()).containsExactly(new Skipped(real(large), Reason.TOO_LARGE));
  }

  @Test
  void leavesOutGalleryPhotographsWithoutALandmark() throws IOException {
    photos("tower/1.jpg", "stray.jpg");

    PhotoFolder gallery = PhotoFolder.gallery(folder, MAX_IMAGE_BYTES);

    assertThat(gallery.photos()).hasSize(1);
    assertThat(gallery.skipped())
        .containsExactly(
            new Skipped(real(folder.resolve("stray.jpg")), Reason.OUTSIDE_LANDMARK_FOLDER));
  }

  @Test
  void gathersFilesAndFoldersOfOneLandmark() throws IOException {
    photos(
        "june/1.jpg", "june/night/2.jpg", "july/1.jpg", "july/3.png", "other/4.jpg", "notes.txt");

    PhotoFolder tower =
        PhotoFolder.landmark(
            "tower",
            places("june", "june/1.jpg", "july/1.jpg", "july/../july/1.jpg", "notes.txt"),
            MAX_IMAGE_BYTES);

    assertThat(tower.kind()).isEqualTo(BatchKind.GALLERY);
    assertThat(tower.photos())
        .extracting(Photo::imageId, photo -> photo.landmarkId().orElseThrow())
        .containsExactly(tuple("july-1", "tower"), tuple("june-1", "tower"), tuple("2", "tower"));
    assertThat(tower.skipped())
        .containsExactly(new Skipped(real(folder.resolve("notes.txt")), Reason.NO_PHOTOGRAPH));
  }

  @Test
  void namesTheOnlyPhotographOfALandmarkAsInAFolder() throws IOException {
    photos("june/1.jpg");

    assertThat(PhotoFolder.landmark("tower", places("june/1.jpg"), MAX_IMAGE_BYTES).photos())
        .containsExactly(new Photo("1", Optional.of("tower"), real(folder.resolve("june/1.jpg"))));
  }

  @Test
  void saysWhichPlaceOfALandmarkIsMissing() throws IOException {
    photos("june/1.jpg", "notes.txt");

    assertInvalid(() -> PhotoFolder.landmark("tower", places("june", "july"), 1), "july does not");
    assertInvalid(() -> PhotoFolder.landmark("tower", places("notes.txt"), 1), "no photographs");
  }

  @Test
  void saysWhatIsWrongWithAFolderThatCannotBePublished() throws IOException {
    photos("notes.txt", "flat.jpg");

    assertInvalid(() -> PhotoFolder.queries(folder.resolve("missing"), 1), "is not a folder");
    assertInvalid(() -> PhotoFolder.queries(folder.resolve("notes.txt"), 1), "is not a folder");
    assertInvalid(() -> PhotoFolder.queries(Files.createDirectory(folder.resolve("e")), 1), ".jpg");
    assertInvalid(() -> PhotoFolder.gallery(folder, 1), "<landmark>/<photo>");
  }

  private static void assertInvalid(ThrowingCallable call, String reason) {
    assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_INVALID))
        .hasMessageContaining(reason);
  }

  @Test
  void photographsOfNoLandmarkAreFoundLikeQueries() throws IOException {
    photos("a.jpg", "below/b.png");

    PhotoFolder nonLandmarks = PhotoFolder.nonLandmarks(folder, MAX_IMAGE_BYTES);

    assertThat(nonLandmarks.kind()).isEqualTo(BatchKind.NON_LANDMARK);
    assertThat(nonLandmarks.photos())
        .isEqualTo(PhotoFolder.queries(folder, MAX_IMAGE_BYTES).photos());
  }

  private List<String> queryIds() throws IOException {
    PhotoFolder queries = PhotoFolder.queries(folder, MAX_IMAGE_BYTES);
    assertThat(queries.photos()).extracting(Photo::landmarkId).containsOnly(Optional.empty());
    return queries.photos().stream().map(Photo::imageId).toList();
  }

  private void photos(String... names) throws IOException {
    for (String name : names) {
      Path file = folder.resolve(name);
      Files.createDirectories(file.getParent());
      Files.createFile(file);
    }
  }

  private List<Path> places(String... names) {
    return Arrays.stream(names).map(folder::resolve).toList();
  }

  private Path secret() {
    return folder.resolve("outside/secret.jpg");
  }

  private static Path real(Path file) throws IOException {
    return file.getParent().toRealPath().resolve(file.getFileName());
  }
}
