package dev.cairn.train.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.imaging.JpegEncoder;
import dev.cairn.imaging.Pixels;
import dev.cairn.pipeline.file.Sha256;
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
  private static final long BUDGET = 1 << 20;
  private static final List<Sample> SAMPLES =
      IntStream.range(0, 10).mapToObj(i -> new Sample("p" + i, "uri" + i, i % 3)).toList();

  private final AtomicInteger reads = new AtomicInteger();

  @Test
  void theBatchesFollowFromSeedAndEpochAndNotFromTheThreads() throws Exception {
    List<String> alone = epoch(plan(7, 1), 1);
    assertThat(alone).hasSize(3);
    assertThat(epoch(plan(7, 1), 4)).isEqualTo(alone);
    assertThat(epoch(plan(7, 2), 4)).isNotEqualTo(alone);
    assertThat(epoch(plan(8, 1), 4)).isNotEqualTo(alone);
  }

  @Test
  void everySampleComesOnceAnEpochInAnotherOrder() {
    List<Sample> first = samples(plan(7, 1));
    List<Sample> second = samples(plan(7, 2));
    assertThat(first).containsExactlyInAnyOrderElementsOf(SAMPLES).isNotEqualTo(second);
    assertThat(second).containsExactlyInAnyOrderElementsOf(SAMPLES);
    assertThat(samples(BatchPlan.validation(SAMPLES, 4))).isEqualTo(SAMPLES);
  }

  @Test
  void aSmallDatasetIsDecodedOnce() throws Exception {
    Photos photos = new Photos(this::photograph, BUDGET);
    load(photos, plan(7, 1), 2);
    load(photos, plan(7, 2), 2);
    assertThat(reads).hasValue(SAMPLES.size());
  }

  @Test
  void withoutABudgetItIsDecodedEveryTime() throws Exception {
    Photos photos = new Photos(this::photograph, 0);
    load(photos, plan(7, 1), 2);
    load(photos, plan(7, 2), 2);
    assertThat(reads).hasValue(2 * SAMPLES.size());
  }

  @Test
  void anUnreadablePhotographIsLeftOutAndCountedOnce() throws Exception {
    Photos photos =
        new Photos(
            uri -> uri.equals("uri4") ? "not an image".getBytes(UTF_8) : photograph(uri), BUDGET);
    BatchPlan validation = BatchPlan.validation(SAMPLES, 4);
    load(photos, validation, 2);
    assertThat(load(photos, validation, 2))
        .extracting(s -> s.split(" ", 2)[0])
        .containsExactly("[0,1,2,0]", "[2,0,1]", "[2,0]");
    assertThat(photos.rejected()).isEqualTo(1);
  }

  @Test
  void aSingleImageDoesNotTrain() throws Exception {
    BatchPlan plan = BatchPlan.training(SAMPLES.subList(0, 5), 4, 7, 1);
    assertThat(epoch(plan, 1)).hasSize(1);
    assertThat(epoch(BatchPlan.validation(SAMPLES.subList(0, 5), 4), 1)).hasSize(2);
  }

  @Test
  void aBrokenStoreIsNotMistakenForBrokenPhotographs() {
    Photos photos =
        new Photos(
            _ -> {
              throw new IOException("disk gone");
            },
            BUDGET);
    assertThatThrownBy(() -> load(photos, plan(7, 1), 2))
        .isInstanceOf(IOException.class)
        .hasMessage("disk gone");
  }

  private static BatchPlan plan(long seed, int epoch) {
    return BatchPlan.training(SAMPLES, 4, seed, epoch);
  }

  private static List<Sample> samples(BatchPlan plan) {
    return plan.batches().stream().flatMap(List::stream).map(BatchPlan.Draw::sample).toList();
  }

  private List<String> epoch(BatchPlan plan, int threads) throws Exception {
    return load(new Photos(this::photograph, BUDGET), plan, threads);
  }

  /** Labels and digest of the pixels of each batch. */
  private static List<String> load(Photos photos, BatchPlan plan, int threads) throws Exception {
    List<String> batches = new ArrayList<>();
    try (BatchLoader loader = new BatchLoader(photos, SIZE, threads)) {
      BatchStream stream = loader.load(plan);
      for (Optional<LabelledBatch> b = stream.next(); b.isPresent(); b = stream.next()) {
        byte[] pixels = new byte[b.get().labels().length * SIZE * SIZE * 3];
        b.get().pixels().pixels().get(0, pixels);
        String labels = Arrays.toString(b.get().labels()).replace(" ", "");
        batches.add(labels + " " + Sha256.of(pixels));
      }
      assertThat(stream.waitNanos()).isPositive();
    }
    return batches;
  }

  private byte[] photograph(String uri) {
    reads.incrementAndGet();
    byte[] rgb = new byte[Pixels.byteCount(24, 20)];
    new Random(uri.hashCode()).nextBytes(rgb);
    return JpegEncoder.encode(new Pixels(24, 20, rgb), 90);
  }
}
