package dev.cairn.ingest.fold;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class FoldsFileTest {
  @TempDir Path folder;

  @Test
  void writesTheSplitOfTheReferenceByteForByte() throws IOException {
    Path output = folder.resolve("folds.csv");

    int rows = FoldsFile.write(resource("train.csv"), output);

    assertThat(rows).isEqualTo(2000);
    assertThat(output).hasSameBinaryContentAs(resource("train_0.csv"));
  }

  @Test
  void findsItsColumnsByName() throws IOException {
    Path input = csv("url,landmark_id,id\nhttp://x,7,\"a,b\"\n");
    Path output = folder.resolve("folds.csv");

    FoldsFile.write(input, output);

    assertThat(output).hasContent("id,landmark_id,fold\n\"a,b\",7,0\n");
  }

  @Test
  void replacesTheInputOnlyWhenItIsDone() throws IOException {
    Path file = csv("id,landmark_id\na,1\nb,1\n");

    FoldsFile.write(file, file);

    assertThat(file).content().startsWith("id,landmark_id,fold\na,1,");
    assertThat(folder).isDirectoryContaining(file::equals);
    assertThat(folder.toFile().list()).hasSize(1);
  }

  @Test
  void refusesWhatIsNoListOfPhotographs() throws IOException {
    assertRefused(folder.resolve("missing.csv"), "is not a file");
    assertRefused(csv("id,label\na,1\n"), "must start with the columns id and landmark_id");
    assertRefused(csv("id,landmark_id\n"), "has no rows");
    assertRefused(csv("id,landmark_id\na,1\nb\n"), "record 2");
  }

  private void assertRefused(Path input, String reason) {
    Path output = folder.resolve("none.csv");
    assertThatThrownBy(() -> FoldsFile.write(input, output))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_INVALID))
        .hasMessageContaining(input.toString())
        .hasMessageContaining(reason);
    assertThat(output).doesNotExist();
  }

  private Path csv(String text) throws IOException {
    return Files.writeString(folder.resolve("input.csv"), text);
  }

  private static Path resource(String name) {
    return Path.of("src/test/resources/reference/folds", name);
  }
}
