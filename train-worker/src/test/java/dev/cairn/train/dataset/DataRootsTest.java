package dev.cairn.train.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.assertj.core.api.AbstractStringAssert;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DataRootsTest {
  @TempDir private Path folder;
  private Path root;

  @BeforeEach
  void makeFolders() throws IOException {
    root = Files.createDirectories(folder.resolve("photos")).toRealPath();
    Files.createDirectories(root.resolve("2026/march"));
    Files.createDirectories(folder.resolve("secret"));
    Files.writeString(root.resolve("train.csv"), "");
  }

  @Test
  void aPlaceIsARootOrAFolderInIt() throws IOException {
    assertThat(open("photos").root()).isEqualTo(root);
    assertThat(open("photos/2026/march").root()).isEqualTo(root.resolve("2026/march"));
  }

  @Test
  void aLinkInsideTheRootIsFollowed() throws IOException {
    Files.createSymbolicLink(root.resolve("latest"), root.resolve("2026"));
    assertThat(open("photos/latest").root()).isEqualTo(root.resolve("2026"));
  }

  @Test
  void aRootMayItselfBeALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), root);
    assertThat(new DataRoots(List.of(link)).folder("folder:link/2026", "link/2026").root())
        .isEqualTo(root.resolve("2026"));
  }

  @Test
  void aLinkOutOfTheRootIsRefusedWithoutTellingWhereItLeads() throws IOException {
    Files.createSymbolicLink(root.resolve("out"), folder.resolve("secret"));
    assertRefused(() -> open("photos/out"), "leads out", "cairn.train.data-roots")
        .doesNotContain("secret");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "/etc",
        "photos/",
        "photos//2026",
        "photos/..",
        "photos/../secret",
        "photos/./2026",
        "..",
        "."
      })
  void aPlaceThatIsNoListOfNamesIsRefused(String place) {
    assertRefused(() -> open(place), "is not of the form <root>/<folder>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"photos/missing", "photos/train.csv", "photos/a\0b"})
  void whatIsNoFolderIsRefused(String place) {
    assertRefused(() -> open(place), "Dataset 'folder:" + place);
  }

  @Test
  void anUnknownRootIsRefusedWithTheKnownOnes() {
    assertRefused(() -> open("secret"), "'secret'", "[photos]", "cairn.train.data-roots");
  }

  @Test
  void rootsOfOneNameAreRefused() {
    DataRoots roots = new DataRoots(List.of(root, folder.resolve("secret/photos")));
    assertRefused(() -> roots.folder("folder:photos", "photos"), "[photos, photos]");
  }

  private DatasetFolder open(String place) throws IOException {
    return new DataRoots(List.of(root)).folder("folder:" + place, place);
  }

  private static AbstractStringAssert<?> assertRefused(ThrowingCallable call, String... parts) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_INVALID))
        .message()
        .contains(parts);
  }
}
