package dev.cairn.rerank.gallery;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.rerank.TestVectors;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What happens to the folder of an index. */
class LuceneGalleryFolderTest {
  private static final String ENSEMBLE = "e".repeat(64);
  private static final Checkpoint CHECKPOINT =
      new Checkpoint("topic", Map.of(0, 12L, 3, 7L), Instant.parse("2026-01-02T03:04:05Z"));

  @TempDir Path folder;

  private final float[] vector = TestVectors.unit(new SplittableRandom(17), 8);

  @Test
  void afterACrashTheIndexIsAsItsLastCommitSays() throws IOException {
    float[][] query = {vector};
    Path copy = Files.createDirectory(folder.resolve("copy"));
    try (GalleryIndex index = LuceneGalleryIndex.open(folder.resolve("index"), SearchMode.EXACT)) {
      index.upsert(row("committed"), 0);
      index.commit(CHECKPOINT);
      index.upsert(row("uncommitted"), 0);
      index.delete(new GalleryKey(ENSEMBLE, "committed"), 0);
      assertThat(index.search(ENSEMBLE, query, 5).images()).isEqualTo(1);
      // What a killed process leaves: the files, and a lock that nobody holds.
      copyFolder(folder.resolve("index"), copy);
    }
    try (GalleryIndex index = LuceneGalleryIndex.open(copy, SearchMode.EXACT)) {
      assertThat(index.checkpoint()).contains(CHECKPOINT);
      assertThat(index.search(ENSEMBLE, query, 5).neighbours().getFirst())
          .extracting(Neighbour::getImageId)
          .containsExactly("committed");
    }
  }

  @Test
  void aFolderInUseIsRefusedWithTheRemedy() throws IOException {
    try (GalleryIndex first = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      assertThat(first.rows()).isZero();
      assertThatThrownBy(() -> LuceneGalleryIndex.open(folder, SearchMode.EXACT))
          .hasMessageContaining("is in use")
          .hasMessageContaining("its own folder");
    }
  }

  @Test
  void aDamagedFolderIsRefusedWithTheRemedy() throws IOException {
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      index.upsert(row("1"), 0);
      index.commit(CHECKPOINT);
    }
    Path segment;
    try (var files = Files.list(folder)) {
      segment = files.filter(file -> file.toString().endsWith(".cfs")).findFirst().orElseThrow();
    }
    Files.write(segment, new byte[10]);

    assertThatThrownBy(() -> LuceneGalleryIndex.open(folder, SearchMode.EXACT))
        .hasMessageContaining(folder.toString())
        .hasMessageContaining("delete the folder");
  }

  @Test
  void aFolderOfANewerLuceneIsRefusedWithTheRemedy() throws IOException {
    try (GalleryIndex index = LuceneGalleryIndex.open(folder, SearchMode.EXACT)) {
      index.upsert(row("1"), 0);
      index.commit(CHECKPOINT);
    }
    Path commit;
    try (var files = Files.list(folder)) {
      commit =
          files
              .filter(file -> file.getFileName().toString().startsWith("segments_"))
              .findFirst()
              .orElseThrow();
    }
    // The version stands behind a mark of four bytes and the name "segments" with its length.
    ByteBuffer bytes = ByteBuffer.wrap(Files.readAllBytes(commit));
    Files.write(commit, bytes.putInt(4 + 1 + 8, 99).array());

    assertThatThrownBy(() -> LuceneGalleryIndex.open(folder, SearchMode.EXACT))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.START_FAILED))
        .hasMessageContaining("delete the folder");
  }

  @Test
  void aFolderOfAnotherVersionIsRefusedWithTheRemedy() {
    assertThatThrownBy(() -> Checkpoint.ofText(Map.of("version", "2", "topic-id", "x")))
        .hasMessageContaining("version is 2");
  }

  private static void copyFolder(Path from, Path to) throws IOException {
    try (var files = Files.list(from)) {
      for (Path file : files.toList()) {
        Files.copy(file, to.resolve(file.getFileName()));
      }
    }
  }

  private GalleryRow row(String imageId) {
    return new GalleryRow(imageId, "landmark", ENSEMBLE, vector, null);
  }
}
