package dev.cairn.train.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetsTest {
  @TempDir private Path store;

  @Test
  void aPublishedBatchIsRead() throws IOException {
    Path file =
        write("id,landmark_id,uri,fold\np1,\"big, old bridge\",blob:x,3\np2,tower,blob:y,\n");
    assertThat(new Datasets(store).locate("batch:b-1")).isEqualTo(file);
    assertThat(Datasets.read(file))
        .containsExactly(
            new DatasetRow("p1", "big, old bridge", "blob:x", OptionalInt.of(3)),
            new DatasetRow("p2", "tower", "blob:y", OptionalInt.empty()));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "batch:../b-1",
        "batch:.b",
        "batch:",
        "/etc",
        "photos",
        "batch:other",
        "batch:a/b"
      })
  void anythingElseIsRefusedWithTheRemedy(String name) throws IOException {
    write("id,landmark_id,uri,fold\n");
    assertThatThrownBy(() -> new Datasets(store).locate(name))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_INVALID))
        .hasMessageContaining("cairn publish --gallery DIR");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "id,landmark_id,uri,fold\np1,tower,blob:x,5\n",
        "id,landmark_id,uri,fold\np1,tower,blob:x,one\n",
        "id,landmark_id,uri,fold\np1,,blob:x,1\n",
        "id,landmark_id,uri,fold\np1,tower\n",
        "id,landmark_id\np1,tower\n",
        "id,id\np1,tower\n"
      })
  void aDamagedFileIsRefused(String text) throws IOException {
    Path file = write(text);
    assertThatThrownBy(() -> Datasets.read(file))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_INVALID))
        .hasMessageContaining("b-1.csv");
  }

  private Path write(String text) throws IOException {
    Path file = store.resolve("datasets/b-1.csv");
    Files.createDirectories(file.getParent());
    return Files.writeString(file, text);
  }
}
