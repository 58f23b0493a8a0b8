package dev.cairn.rerank.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.topic.GalleryKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is computed again, and what is not, while an index changes. */
class NonLandmarkSetTest {
  private static final String ENSEMBLE = "e".repeat(64);
  private static final float[] EAST = {1, 0};
  private static final float[] NORTH = {0, 1};
  private static final ModelParts PARTS = new ModelParts(new int[] {0, 2});

  @TempDir Path folder;

  private LuceneGalleryIndex index;

  @BeforeEach
  void openWithOneOfEachKind() throws IOException {
    index = LuceneGalleryIndex.open(folder, SearchMode.EXACT);
    index.upsert(new GalleryRow("tower-1", "tower", ENSEMBLE, EAST, null), 0);
    index.upsert(new NonLandmarkRow("meal", ENSEMBLE, NORTH));
  }

  @AfterEach
  void close() throws IOException {
    index.close();
  }

  @Test
  void aGalleryThatGrowsLeavesTheSetAndTheBiasesOfOlderSegmentsAsTheyAre() throws IOException {
    NonLandmarkSet set = set(null);
    float[][] biases = biasesOfFirstSegment(set);

    index.upsert(new GalleryRow("tower-2", "tower", ENSEMBLE, EAST, null), 0);

    assertThat(set(set)).isSameAs(set);
    assertThat(biasesOfFirstSegment(set)).isSameAs(biases);
    assertThat(biases).isDeepEqualTo(new float[][] {{0}});
  }

  @Test
  void aPhotographWrittenAgainUnchangedLeavesTheSetAsItIs() throws IOException {
    NonLandmarkSet set = set(null);

    index.upsert(new NonLandmarkRow("meal", ENSEMBLE, NORTH));

    assertThat(set(set)).isSameAs(set);
  }

  @Test
  void otherPhotographsAreAnotherSetWithBiasesOfItsOwn() throws IOException {
    NonLandmarkSet former = set(null);
    float[][] biases = biasesOfFirstSegment(former);

    index.upsert(new NonLandmarkRow("meal", ENSEMBLE, EAST));
    NonLandmarkSet changed = set(former);
    assertThat(changed).isNotSameAs(former);
    assertThat(biasesOfFirstSegment(changed)).isDeepEqualTo(new float[][] {{1}});
    assertThat(biases).isDeepEqualTo(new float[][] {{0}});

    index.delete(new GalleryKey(ENSEMBLE, "meal"), 0);
    assertThat(set(changed).isEmpty()).isTrue();
  }

  private NonLandmarkSet set(NonLandmarkSet former) throws IOException {
    return index.read(reader ->
        NonLandmarkSet.of(
            GallerySnapshot.segments(reader, RowDocument.nonLandmarkField(ENSEMBLE)), former));
  }

  private float[][] biasesOfFirstSegment(NonLandmarkSet set) throws IOException {
    return index.read(reader -> {
      List<GallerySegment> segments =
          GallerySnapshot.segments(reader, RowDocument.vectorField(ENSEMBLE));
      return set.biases(segments.getFirst(), PARTS);
    });
  }
}
