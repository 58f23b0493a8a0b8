package dev.cairn.train.roots;

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

class AllowedRootsTest {
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
    assertThat(folder("photos")).isEqualTo(root);
    assertThat(folder("photos/2026/march")).isEqualTo(root.resolve("2026/march"));
  }

  @Test
  void aLinkInsideTheRootIsFollowed() throws IOException {
    Files.createSymbolicLink(root.resolve("latest"), root.resolve("2026"));
    assertThat(folder("photos/latest")).isEqualTo(root.resolve("2026"));
  }

  @Test
  void aRootMayItselfBeALink() throws IOException {
    Path link = Files.createSymbolicLink(folder.resolve("link"), root);
    assertThat(roots(link).folder("Dataset", "link/2026")).isEqualTo(root.resolve("2026"));
  }

  @Test
  void aLinkOutOfTheRootIsRefusedWithoutTellingWhereItLeads() throws IOException {
    Files.createSymbolicLink(root.resolve("out"), folder.resolve("secret"));
    assertRefused(() -> folder("photos/out"), "leads out", "cairn.train.data-roots")
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
    assertRefused(() -> folder(place), "is not of the form <root>/<folder>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"photos/missing", "photos/train.csv", "photos/a\0b"})
  void whatIsNoFolderIsRefused(String place) {
    assertRefused(() -> folder(place), "Dataset");
  }

  @Test
  void anUnknownRootIsRefusedWithTheKnownOnes() {
    assertRefused(() -> folder("secret"), "'secret'", "[photos]", "cairn.train.data-roots");
  }

  @Test
  void rootsOfOneNameAreRefused() {
    AllowedRoots roots = roots(root, folder.resolve("secret/photos"));
    assertRefused(() -> roots.folder("Dataset", "photos"), "[photos, photos]");
  }

  @Test
  void aFileOfAModelRootIsNoFolderAndHasACodeOfItsOwn() throws IOException {
    AllowedRoots models = new AllowedRoots(AllowedRoots.Kind.MODEL, List.of(root));
    Files.createSymbolicLink(root.resolve("out.csv"), Files.writeString(folder.resolve("x"), ""));
    assertThat(models.file("File", "photos/train.csv")).isEqualTo(root.resolve("train.csv"));
    for (String place : List.of("photos/2026", "photos/missing", "photos/out.csv", "secret/x")) {
      assertThatThrownBy(() -> models.file("File", place))
          .hasMessageContaining("model root")
          .isInstanceOfSatisfying(
              CairnException.class,
              e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_NOT_FOUND));
    }
  }

  private Path folder(String place) throws IOException {
    return roots(root).folder("Dataset", place);
  }

  private static AllowedRoots roots(Path... roots) {
    return new AllowedRoots(AllowedRoots.Kind.DATA, List.of(roots));
  }

  private static AbstractStringAssert<?> assertRefused(ThrowingCallable call, String... parts) {
    return assertThatThrownBy(call)
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_INVALID))
        .message()
        .contains(parts);
  }
}
