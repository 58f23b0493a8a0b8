package dev.cairn.train.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.fold.StratifiedFolds;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.archive.Tars;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class Gldv2DatasetTest {
  private static final String A = "aaaa000000000001";
  private static final String B = "bbbb000000000002";
  private static final String C = "cccc000000000003";
  private static final String D = "dddd000000000004";

  @TempDir private Path work;
  private Path root;

  @BeforeEach
  void writeTheWholeSet() throws IOException {
    root = Files.createDirectories(work.resolve("gldv2"));
    write(
        "train.csv",
        "id,url,landmark_id",
        A + ",\"http://x/a,b\",7",
        B + ",http://x,8",
        C + ",,9",
        D + ",,8");
  }

  @Test
  void rowsOfTheFoldsFileAreCleaned() throws IOException {
    // D is cleaned as a photograph of 9, which the whole set does not say.
    write("train_0.csv", "id,landmark_id,fold", B + ",8,4", A + ",7,0", D + ",9,1");
    assertThat(Table.of(open().rows()))
        .containsExactly(A + ",7,0", B + ",8,4", C + ",9,-1", D + ",8,-1");
  }

  @Test
  void theCleanedListIsDealtToFolds() throws IOException {
    write("train_clean.csv", "landmark_id,images", "8," + D + " " + B, "7," + A);
    int[] folds = StratifiedFolds.assign(List.of("8", "8", "7"));
    assertThat(Table.of(open().rows()))
        .containsExactly(
            A + ",7," + folds[2], B + ",8," + folds[1], C + ",9,-1", D + ",8," + folds[0]);
  }

  @Test
  void withoutACleanedSetEveryRowIsCleaned() throws IOException {
    int[] folds = StratifiedFolds.assign(List.of("7", "8", "9", "8"));
    assertThat(Table.of(open().rows()))
        .containsExactly(
            A + ",7," + folds[0], B + ",8," + folds[1], C + ",9," + folds[2], D + ",8," + folds[3]);
  }

  @Test
  void photographsAreFilesOrLieInTars() throws IOException {
    file("train/a/a/a/" + A + ".jpg", "file A");
    file("train/b/b/b/" + B + ".jpg", "file B");
    tar("images_000.tar", B);
    tar("images_499.tar", C);
    try (PhotoSource photos = open().openPhotos()) {
      assertThat(photos.read(0)).asString().isEqualTo("file A");
      assertThat(photos.read(1)).asString().isEqualTo("tar " + B);
      assertThat(photos.read(2)).asString().isEqualTo("tar " + C);
      assertThatThrownBy(() -> photos.read(3))
          .isInstanceOfSatisfying(
              CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IMAGE_NOT_FOUND))
          .hasMessage("train/d/d/d/" + D + ".jpg does not exist");
    }
    assertThat(work.resolve("tar-index")).isDirectory();
  }

  @Test
  void aTarOutsideTheDataRootIsNotRead() throws IOException {
    Path outside = Tars.write(work.resolve("secret.tar"), Map.of());
    Files.createDirectories(root.resolve("train"));
    Files.createSymbolicLink(root.resolve("train/images_000.tar"), outside);
    Dataset dataset = open();
    assertThatThrownBy(dataset::openPhotos)
        .isInstanceOf(CairnException.class)
        .hasMessage("train/images_000.tar is a link that leads out of the dataset's folder");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "train.csv       | id,url          | A,x            | Cannot read dataset train.csv",
        "train.csv       | id,landmark_id  | ../../etc,7    | row 1 is not id,landmark_id",
        "train.csv       | id,landmark_id  | AAAA000000000001,7 | is not 16 hex digits",
        "train_0.csv     | id,landmark_id,fold | aaaa000000000001,7,5 | fold 5",
        "train_0.csv     | id,landmark_id  | aaaa000000000001,7 | Cannot read dataset train_0.csv",
        "train_0.csv     | id,landmark_id,fold | a,7,1      | is not 16 hex digits",
        "train_clean.csv | landmark_id,images | 7,a b       | is not 16 hex digits"
      })
  void aDamagedFileIsRefused(String name, String header, String row, String reason)
      throws IOException {
    write(name, header, row);
    assertThatThrownBy(this::open)
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_INVALID))
        .hasMessageContaining(name)
        .hasMessageContaining(reason);
  }

  @Test
  void withoutTheWholeSetItIsRefused() throws IOException {
    Files.delete(root.resolve("train.csv"));
    assertThatThrownBy(this::open)
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("no train.csv")
        .hasMessageContaining("download it");
  }

  private Dataset open() throws IOException {
    return new Datasets(work, work, List.of(root)).open("gldv2:gldv2");
  }

  private void write(String name, String... lines) throws IOException {
    Files.write(root.resolve(name), List.of(lines));
  }

  private void file(String name, String content) throws IOException {
    Files.createDirectories(root.resolve(name).getParent());
    Files.writeString(root.resolve(name), content);
  }

  private void tar(String name, String id) throws IOException {
    String entry = "%c/%c/%c/%s.jpg".formatted(id.charAt(0), id.charAt(1), id.charAt(2), id);
    Tars.write(root.resolve("train").resolve(name), Map.of(entry, ("tar " + id).getBytes(UTF_8)));
  }
}
