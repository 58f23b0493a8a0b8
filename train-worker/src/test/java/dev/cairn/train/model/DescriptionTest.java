package dev.cairn.train.model;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.bundle.ManifestFile;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DescriptionTest {
  @TempDir Path folder;

  @Test
  void tellsWhatABundleIsAndWhereItComesFrom() throws IOException {
    String lost = "ab".repeat(32);
    Bundle root = publish("imported", Optional.of(lost));
    Bundle first = publish("step0", Optional.of(root.digest()));
    Bundle second = publish("step1", Optional.of(first.digest()));

    assertThat(BundleDescription.of(second, new FolderBundleStore(folder)))
        .contains(
            "digest               " + second.digest(),
            "architecture         tf_efficientnet_b3",
            "image size           256 px",
            "classes              1000 x 3 sub-centres",
            "epochs               10",
            "gap                  0.90000",
            "parameters           11.5 M, head 1.54 M",
            "model.onnx           2.00 kB",
            "from                 " + BundleDescription.summary(first),
            "from                 " + BundleDescription.summary(root),
            "from                 " + lost + ", not in this store")
        .anyMatch(line -> line.matches("multiply-adds +\\d.\\d\\d G per image"));
    assertThat(BundleDescription.summary(first))
        .startsWith(first.digest().substring(0, 12))
        .contains("b3/step0", "256 px", root.digest().substring(0, 12));
  }

  @Test
  void tellsWhatACheckpointHolds() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Tensor tensor = Tensor.ofFloats(new float[1200], 30, 40);
    Safetensors.write(file, Map.of(), Map.of("a\u001b[2J", tensor));
    assertThat(CheckpointDescription.of(file, false))
        .containsExactly(
            "format       safetensors",
            "size         4.88 kB",
            "tensors      1",
            "numbers      1.20 k");
    assertThat(CheckpointDescription.of(file, true)).contains("F32  [30, 40]             a?[2J");
  }

  @ParameterizedTest
  @CsvSource({"0, 0", "999, 999", "1000, 1.00 k", "12233232, 12.2 M", "124893696000, 125 G"})
  void quantitiesHaveThreeDigits(long value, String words) {
    assertThat(Quantity.of(value)).isEqualTo(words);
  }

  private Bundle publish(String stageId, Optional<String> parent) throws IOException {
    Path bundle = Files.createTempDirectory(folder, "bundle");
    Files.write(bundle.resolve("model.onnx"), new byte[2000]);
    Files.write(bundle.resolve("head.safetensors"), new byte[1]);
    Files.write(bundle.resolve("classes.csv"), new byte[1]);
    ManifestFile.write(
        bundle,
        new Manifest(
            "b3",
            "tf_efficientnet_b3",
            256,
            512,
            1000,
            3,
            "pixels",
            "embedding",
            parent,
            stageId,
            Map.of("epochs", "10"),
            Map.of("gap", 0.9)));
    return new FolderBundleStore(folder).publish(bundle);
  }
}
