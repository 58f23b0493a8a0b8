package dev.cairn.train.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.imaging.JpegEncoder;
import dev.cairn.imaging.Pixels;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BatchLoaderTest {
  private static final int SIZE = 16;

  /** Ten photographs p0 to p9 of the classes 0, 1, 2, 0 and so on. */
  private static final DatasetRows ROWS = rows();

  private static final Samples SAMPLES =
      new Samples(ROWS, IntStream.range(0, 10).toArray(), new int[] {0, 1, 2});

  @Test
  void theBatchesFollowFromSeedAndEpochAndNotFromTheThreads() throws Exception {
    List<String> alone = load(BatchLoaderTest::photograph, training(7, 1), 0, 1);
    assertThat(alone).hasSize(3);
    assertThat(load(BatchLoaderTest::photograph, training(7, 1), 0, 4)).isEqualTo(alone);
    assertThat(load(BatchLoaderTest::photograph, training(7, 2), 0, 4)).isNotEqualTo(alone);
    assertThat(load(BatchLoaderTest::photograph, training(8, 1), 0, 4)).isNotEqualTo(alone);
  }

  @Test
  void anEpochGoesOnInItsMiddleWithTheSameImages() throws Exception {
    List<String> whole = load(BatchLoaderTest::photograph, training(7, 1), 0, 2);
    assertThat(load(BatchLoaderTest::photograph, training(7, 1), 1, 2))
        .isEqualTo(whole.subList(1, 3));
    assertThat(load(BatchLoaderTest::photograph, training(7, 1), 3, 2)).isEmpty();
  }

  @Test
  void anotherStreamMayRunInTheMiddleOfAnEpoch() throws Exception {
    List<String> whole = load(BatchLoaderTest::photograph, training(7, 1), 0, 2);
    try (BatchLoader loader = loader(BatchLoaderTest::photograph, 2)) {
      BatchStream epoch = loader.load(training(7, 1), 0);
      List<String> batches = new ArrayList<>(List.of(told(epoch.next().orElseThrow())));
      assertThat(rest(loader.load(BatchPlan.inOrder(SAMPLES, 4, 0, 1), 0))).hasSize(3);
      batches.addAll(rest(epoch));
      assertThat(batches).isEqualTo(whole);
    }
  }

  @Test
  void aBatchTellsWhatItShows() throws Exception {
    try (BatchLoader loader = loader(BatchLoaderTest::photograph, 2)) {
      BatchStream stream = loader.load(BatchPlan.inOrder(SAMPLES, 4, 0, 1), 1);
      LabelledBatch batch = stream.next().orElseThrow();
      assertThat(batch.index()).isEqualTo(1);
      assertThat(batch.labels()).containsExactly(1, 2, 0, 1);
      assertThat(batch.samples()).containsExactly(4, 5, 6, 7);
      assertThat(batch.imageIds()).containsExactly("p4", "p5", "p6", "p7");
      assertThat(batch.pixels().images()).isEqualTo(4);
      assertThat(stream.waitNanos()).isPositive();
    }
  }

  @Test
  void aPhotographThatIsKnownToBeUnusableIsNotReadAgain() throws Exception {
    AtomicInteger reads = new AtomicInteger();
    PhotoSource counted =
        row -> {
          reads.addAndGet(row == 4 ? 1 : 0);
          return spoilt(4).read(row);
        };
    try (BatchLoader loader = loader(counted, 2)) {
      rest(loader.load(BatchPlan.inOrder(SAMPLES, 4, 0, 1), 0));
      rest(loader.load(BatchPlan.inOrder(SAMPLES, 4, 0, 1), 0));
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  void validationLeavesAnUnusablePhotographOut() throws Exception {
    try (BatchLoader loader = loader(spoilt(4), 2)) {
      for (int epoch = 1; epoch <= 2; epoch++) {
        BatchStream stream = loader.load(BatchPlan.inOrder(SAMPLES, 4, 0, 1), 0);
        assertThat(rest(stream))
            .extracting(batch -> batch.split(" ", 2)[0])
            .containsExactly("[0,1,2,0]", "[2,0,1]", "[2,0]");
      }
    }
  }

  @Test
  void theImagesBehindAGapAreTheirOwn() throws Exception {
    Samples others = new Samples(ROWS, new int[] {5, 6, 7}, new int[] {0, 1, 2});
    assertThat(load(spoilt(4), BatchPlan.inOrder(SAMPLES, 4, 0, 1), 1, 2).getFirst())
        .isEqualTo(
            load(BatchLoaderTest::photograph, BatchPlan.inOrder(others, 4, 0, 1), 0, 2).getFirst());
  }

  @Test
  void trainingPutsAnotherPhotographInThePlaceOfAnUnusableOne() throws Exception {
    List<String> whole = load(BatchLoaderTest::photograph, training(7, 1), 0, 2);
    List<String> replaced = load(spoilt(4), training(7, 1), 0, 2);
    assertThat(replaced).hasSameSizeAs(whole).isNotEqualTo(whole);
    assertThat(replaced).filteredOn(whole::contains).hasSize(2);
    assertThat(load(spoilt(4), training(7, 1), 0, 4)).isEqualTo(replaced);

    try (BatchLoader loader = loader(spoilt(4), 2)) {
      BatchStream stream = loader.load(training(7, 1), 0);
      List<Integer> sizes = new ArrayList<>();
      int unusable = 0;
      for (Optional<LabelledBatch> b = stream.next(); b.isPresent(); b = stream.next()) {
        assertThat(b.get().imageIds()).doesNotContain("p4");
        sizes.add(b.get().labels().length);
        unusable += b.get().unusable();
      }
      assertThat(sizes).containsExactly(4, 4, 2);
      assertThat(unusable).isEqualTo(1);
    }
  }

  @Test
  void withoutAnyUsablePhotographTrainingFails() {
    PhotoSource nothing = _ -> new byte[0];
    assertThatThrownBy(() -> load(nothing, training(7, 1), 0, 2))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_INVALID))
        .hasMessageContaining("IMAGE_EMPTY");
  }

  @Test
  void aBrokenStoreIsNotMistakenForBrokenPhotographs() {
    PhotoSource broken =
        _ -> {
          throw new IOException("disk gone");
        };
    assertThatThrownBy(() -> load(broken, training(7, 1), 0, 2))
        .isInstanceOf(IOException.class)
        .hasMessage("disk gone");
  }

  private static BatchPlan training(long seed, int epoch) {
    return BatchPlan.training(SAMPLES, 4, seed, epoch, 0, 1);
  }

  private static BatchLoader loader(PhotoSource source, int threads) {
    return new BatchLoader(ROWS, source, SIZE, threads);
  }

  private static List<String> load(PhotoSource source, BatchPlan plan, int firstBatch, int threads)
      throws Exception {
    try (BatchLoader loader = loader(source, threads)) {
      return rest(loader.load(plan, firstBatch));
    }
  }

  private static List<String> rest(BatchStream stream) throws Exception {
    List<String> batches = new ArrayList<>();
    for (Optional<LabelledBatch> b = stream.next(); b.isPresent(); b = stream.next()) {
      batches.add(told(b.get()));
    }
    return batches;
  }

  /** Labels and digest of the pixels. */
  private static String told(LabelledBatch batch) {
    byte[] pixels = new byte[batch.labels().length * SIZE * SIZE * 3];
    batch.pixels().pixels().get(0, pixels);
    return Arrays.toString(batch.labels()).replace(" ", "") + " " + Sha256.of(pixels);
  }

  private static PhotoSource spoilt(int spoiltRow) {
    return row -> row == spoiltRow ? "not an image".getBytes(UTF_8) : photograph(row);
  }

  private static byte[] photograph(int row) {
    byte[] rgb = new byte[Pixels.byteCount(24, 20)];
    new Random(row).nextBytes(rgb);
    return JpegEncoder.encode(new Pixels(24, 20, rgb), 90);
  }

  private static DatasetRows rows() {
    DatasetRows.Builder rows = new DatasetRows.Builder();
    IntStream.range(0, 10).forEach(i -> rows.add("p" + i, "landmark" + i % 3, i % 5));
    return rows.build();
  }
}
