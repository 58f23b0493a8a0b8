package dev.cairn.train.dataset;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatasetsTest {
  @TempDir private Path store;

  @Test
  void aPublishedBatchIsRead() throws IOException {
    byte[] photograph = {1, 2, 3};
    String uri = new FolderBlobStore(store).put(photograph, "image/jpeg").getUri();
    write(
        "id,landmark_id,uri,fold\np1,\"big, old bridge\",%s,3\nç2,tower,blob:y,\n".formatted(uri));

    Dataset dataset = open("batch:b-1");
    assertThat(Table.of(dataset.rows())).containsExactly("p1,big, old bridge,3", "ç2,tower,-1");
    try (PhotoSource photos = dataset.openPhotos()) {
      assertThat(photos.read(0)).isEqualTo(photograph);
      assertThatThrownBy(() -> photos.read(1))
          .isInstanceOfSatisfying(
              CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.URI_NOT_ALLOWED));
    }
  }

  @Test
  void itsDigestFollowsFromEveryColumn() throws IOException {
    Set<String> digests = new HashSet<>();
    for (String row :
        List.of(
            "p,x,u,1", "q,x,u,1", "p,y,u,1", "p,x,v,1", "p,x,u,2", "p,x,u,", "p,x,u,1\np,x,u,1")) {
      write("id,landmark_id,uri,fold\n" + row + "\n");
      assertThat(digests.add(open("batch:b-1").digest())).as(row).isTrue();
      assertThat(digests.add(open("batch:b-1").digest())).as(row).isFalse();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch:../b-1", "batch:.b", "batch:other", "batch:a/b"})
  void anUnknownBatchIsRefusedWithTheRemedy(String name) throws IOException {
    write("id,landmark_id,uri,fold\n");
    assertInvalid(name, "cairn publish --gallery DIR");
  }

  @ParameterizedTest
  @ValueSource(strings = {"batch:", "/etc", "photos", "", "file:///etc", "gldv2"})
  void anotherFormIsRefusedWithThePossibleOnes(String name) {
    assertInvalid(name, "batch:<batch id>, gldv2:<data root> or folder:<data root>/<folder>");
  }

  @ParameterizedTest
  @ValueSource(strings = {"gldv2:photos", "folder:photos", "folder:../photos"})
  void foldersAreRefusedWithoutDataRoots(String name) {
    assertInvalid(name, "Dataset '" + name + "'");
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
    write(text);
    assertThatThrownBy(() -> open("batch:b-1"))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_INVALID))
        .hasMessageContaining("b-1.csv");
  }

  private void assertInvalid(String name, String message) {
    assertThatThrownBy(() -> open(name))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_INVALID))
        .hasMessageContaining(message);
  }

  private Dataset open(String name) throws IOException {
    return new Datasets(store, store, List.of()).open(name);
  }

  private void write(String text) throws IOException {
    Path file = store.resolve("datasets/b-1.csv");
    Files.createDirectories(file.getParent());
    Files.writeString(file, text);
  }
}
