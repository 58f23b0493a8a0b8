package dev.cairn.embed.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class BatchCeilingTest {
  private static final byte HUGE = -1;

  @TempDir Path folder;
  private final SmallDevice device = new SmallDevice();
  private EmbeddingModel model;

  /** Holds some images at once, and never one of {@link #HUGE}; an embedding is its image. */
  private static final class SmallDevice implements Inference {
    private final List<Integer> runs = new ArrayList<>();
    private int capacity = Integer.MAX_VALUE;

    @Override
    public List<float[]> run(List<byte[]> images) {
      runs.add(images.size());
      if (images.size() > capacity || images.stream().anyMatch(image -> image[0] == HUGE)) {
        throw new OutOfMemoryError("device");
      }
      return images.stream().map(image -> new float[] {image[0]}).toList();
    }

    @Override
    public void close() {
      runs.clear();
    }
  }

  @BeforeEach
  void load() throws IOException {
    Bundle bundle = TinyModel.of(4).publish(new FolderBundleStore(folder.resolve("store")), folder);
    model = new EmbeddingModel(bundle, device, 8);
  }

  @Test
  void runsWhatFits() {
    assertThat(embed(images(8))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(device.runs).containsExactly(8);
  }

  @Test
  void halvesWhatDoesNotFitAndRemembersIt() {
    device.capacity = 2;

    assertThat(embed(images(8))).containsExactly(0, 1, 2, 3, 4, 5, 6, 7);
    assertThat(model.batchLimit()).isEqualTo(2);
    device.runs.clear();

    assertThat(embed(images(5))).containsExactly(0, 1, 2, 3, 4);
    assertThat(device.runs).containsExactly(2, 2, 1);
  }

  @Test
  void oneImageThatIsTooMuchLeavesTheLimitToTheOthers() {
    List<byte[]> images = new ArrayList<>(images(8));
    images.set(2, new byte[] {HUGE});

    assertThatThrownBy(() -> model.embed(images)).isInstanceOf(OutOfMemoryError.class);
    assertThat(model.batchLimit()).isEqualTo(8);
  }

  private List<Integer> embed(List<byte[]> images) {
    return model.embed(images).stream().map(row -> (int) row[0]).toList();
  }

  private static List<byte[]> images(int count) {
    return IntStream.range(0, count).mapToObj(i -> new byte[] {(byte) i}).toList();
  }
}
