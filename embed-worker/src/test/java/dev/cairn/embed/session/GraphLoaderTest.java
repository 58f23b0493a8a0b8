package dev.cairn.embed.session;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GraphLoaderTest {
  private static final int SIZE = 4;

  @TempDir Path folder;
  private Path cache;
  private Bundle bundle;

  @BeforeEach
  void publish() throws IOException {
    cache = folder.resolve("sessions");
    bundle = TinyModel.of(SIZE).publish(new FolderBundleStore(folder.resolve("store")), folder);
  }

  @Test
  void keepsTheOptimisedGraphAndGivesTheSameBitsFromIt() throws IOException {
    float[] expected = embed(SessionSettings.ofThreads(1));

    assertThat(embed(cached(GraphOptimization.ALL))).isEqualTo(expected);
    Path graph = onlyFile();
    assertThat(graph.getFileName().toString()).startsWith(bundle.digest() + "-cpu-all-");

    Files.delete(bundle.model()); // only the cached graph can serve now
    assertThat(embed(cached(GraphOptimization.ALL))).isEqualTo(expected);
    assertThat(onlyFile()).isEqualTo(graph);
  }

  @Test
  void otherOptionsHaveAGraphOfTheirOwn() throws IOException {
    embed(cached(GraphOptimization.ALL));
    embed(cached(GraphOptimization.BASIC));

    assertThat(files()).hasSize(2);
  }

  @Test
  void makesAnewWhatCannotBeRead() throws IOException {
    float[] expected = embed(cached(GraphOptimization.ALL));
    byte[] sound = Files.readAllBytes(onlyFile());
    Files.writeString(onlyFile(), "no graph");

    assertThat(embed(cached(GraphOptimization.ALL))).isEqualTo(expected);
    assertThat(onlyFile()).hasBinaryContent(sound);
  }

  private float[] embed(SessionSettings settings) {
    byte[] image = new byte[SIZE * SIZE * 3];
    for (int i = 0; i < image.length; i++) {
      image[i] = (byte) (1 + i);
    }
    try (EmbeddingModel model = EmbeddingModel.load(bundle, settings, new BatchLimits(1, 100))) {
      return model.embed(List.of(image)).getFirst();
    }
  }

  private SessionSettings cached(GraphOptimization optimization) {
    return new SessionSettings(
        1,
        false,
        true,
        optimization,
        Optional.of(cache),
        ExecutionProvider.CPU,
        0,
        OptionalLong.empty(),
        false);
  }

  private Path onlyFile() throws IOException {
    assertThat(files()).hasSize(1);
    return files().getFirst();
  }

  private List<Path> files() throws IOException {
    try (Stream<Path> files = Files.list(cache)) {
      return files.toList();
    }
  }
}
