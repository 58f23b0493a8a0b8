package dev.cairn.embed.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrialTest {
  private static final int SIZE = 4;

  @TempDir Path folder;
  private final Trial trial = new Trial(SIZE, 8);
  private Bundle bundle;

  /** Embeds every image at this angle, and holds so many at once. */
  private record Angle(double radians, int capacity, AtomicInteger most) implements Inference {

    @Override
    public List<float[]> run(List<byte[]> images) {
      if (images.size() > capacity) {
        throw new OutOfMemoryError("device");
      }
      most.accumulateAndGet(images.size(), Math::max);
      float[] embedding = {(float) Math.cos(radians), (float) Math.sin(radians)};
      return images.stream().map(_ -> embedding).toList();
    }

    @Override
    public void close() {}
  }

  @BeforeEach
  void publish() throws IOException {
    bundle = TinyModel.of(SIZE).publish(new FolderBundleStore(folder.resolve("store")), folder);
  }

  @Test
  void findsTheLimitBeforeAnybodyWaits() {
    Angle device = new Angle(0, 3, new AtomicInteger());
    EmbeddingModel model = new EmbeddingModel(bundle, device, 8);

    trial.run(model);

    assertThat(model.batchLimit()).isEqualTo(2);
    assertThat(device.most()).hasValue(2);
  }

  @Test
  void halfPrecisionThatSeesTheSameIsTaken() {
    assertThatCode(() -> trial.compare(model(0.3), model(0.32))).doesNotThrowAnyException();
  }

  @Test
  void halfPrecisionThatSeesSomethingElseIsRefused() {
    assertThatThrownBy(() -> trial.compare(model(0.3), model(0.4)))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("cosine of 0.9950")
        .hasMessageContaining("cairn.embed.session.fp16=false");
    assertThatThrownBy(() -> trial.compare(model(Double.NaN), model(0)))
        .isInstanceOf(IllegalStateException.class);
  }

  private EmbeddingModel model(double radians) {
    return new EmbeddingModel(bundle, new Angle(radians, 8, new AtomicInteger()), 8);
  }
}
