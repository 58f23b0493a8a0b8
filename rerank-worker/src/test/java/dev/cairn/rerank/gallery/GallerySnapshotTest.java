package dev.cairn.rerank.gallery;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.rerank.TestVectors;
import dev.cairn.schemas.avro.Neighbour;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.apache.lucene.index.DirectoryReader;
import org.apache.lucene.index.IndexWriter;
import org.apache.lucene.index.IndexWriterConfig;
import org.apache.lucene.store.ByteBuffersDirectory;
import org.apache.lucene.store.Directory;
import org.apache.lucene.store.MMapDirectory;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** One segment of many chunks, with ties in and between chunks. */
class GallerySnapshotTest {
  private static final String ENSEMBLE = "e".repeat(64);

  @TempDir Path folder;

  @ParameterizedTest
  @EnumSource(names = {"EXACT", "CERTIFIED"})
  void scansAMappedSegment(SearchMode mode) throws IOException {
    try (Directory directory = new MMapDirectory(folder)) {
      assertNearest(directory, mode);
    }
  }

  @ParameterizedTest
  @EnumSource(names = {"EXACT", "CERTIFIED"})
  void scansASegmentThatCannotBeMapped(SearchMode mode) throws IOException {
    try (Directory directory = new ByteBuffersDirectory()) {
      assertNearest(directory, mode);
    }
  }

  private static void assertNearest(Directory directory, SearchMode mode) throws IOException {
    SplittableRandom random = new SplittableRandom(11);
    float[][] directions = new float[3000][];
    for (int i = 0; i < directions.length; i++) {
      directions[i] = TestVectors.unit(random, 12);
    }
    Map<String, float[]> truth = new TreeMap<>();
    IndexWriterConfig config =
        new IndexWriterConfig().setCodec(new VectorsCodec(mode)).setIndexSort(RowDocument.ORDER);
    try (IndexWriter writer = new IndexWriter(directory, config)) {
      for (int i = 0; i < 9000; i++) {
        GalleryRow row =
            new GalleryRow(
                "image-" + random.nextInt(1 << 30),
                "landmark",
                ENSEMBLE,
                directions[i % directions.length],
                null);
        truth.put(row.imageId(), row.vector());
        writer.updateDocument(
            RowDocument.rowTerm(row.key()), RowDocument.of(row, mode == SearchMode.CERTIFIED));
      }
      writer.forceMerge(1);
    }
    float[][] queries = {directions[0], directions[1], directions[2]};
    try (DirectoryReader reader = DirectoryReader.open(directory)) {
      assertThat(reader.leaves()).hasSize(1);
      List<List<Neighbour>> neighbours =
          new GallerySnapshot(reader).search(ENSEMBLE, queries, 7, mode).neighbours();
      for (int query = 0; query < queries.length; query++) {
        assertThat(neighbours.get(query))
            .extracting(Neighbour::getImageId, Neighbour::getCosine)
            .containsExactlyElementsOf(BruteForce.nearest(truth, queries[query], 7));
      }
    }
  }
}
