package dev.cairn.train.weights;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.pipeline.tensor.DType;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.Facts;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.net.Parameter;
import dev.cairn.train.weights.file.StoredTensor;
import java.lang.foreign.MemorySegment;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The names and shapes of the original solution's checkpoints, without their values. */
class KeyNamesTest {
  @ParameterizedTest
  @ValueSource(
      strings = {
        "tf_efficientnet_b3_ns",
        "tf_efficientnet_b4_ns",
        "tf_efficientnet_b5_ns",
        "tf_efficientnet_b6_ns",
        "tf_efficientnet_b7_ns",
        "nest101",
        "rex20"
      })
  void everyTensorOfTheOriginalsCheckpointsHasItsPlace(String architecture) {
    LandmarkNetwork network = Architectures.byName(architecture);
    for (String prefix : new String[] {"", "module."}) {
      MatchReport report = match(network, checkpoint(architecture, name -> prefix + name));
      assertThat(report.fits()).as(String.join("\n", report.lines())).isTrue();
      assertThat(report.loaded()).isEqualTo(report.wanted());
      assertThat(report.unexpected()).isEmpty();
      assertThat(report.headClasses()).isEqualTo(10);
    }
  }

  /** geffnet, timm's EfficientNet, ResNeSt and timm's ResNeSt, the original ReXNet. */
  @ParameterizedTest
  @ValueSource(strings = {"tf_efficientnet_b3_ns", "nest101", "rex20"})
  void aBackboneMayHaveItsAuthorsNames(String architecture) {
    LandmarkNetwork network = Architectures.byName(architecture);
    Map<String, StoredTensor> tensors =
        checkpoint(architecture, name -> name.replaceFirst("^enet\\.", ""));
    tensors.keySet().removeIf(n -> n.startsWith("feat.") || n.startsWith("metric_"));
    for (String classifier : new String[] {"classifier.weight", "fc.bias", "output.1.weight"}) {
      tensors.put(classifier, tensor(1000));
    }
    MatchReport report = match(network, tensors);
    assertThat(report.fits()).as(String.join("\n", report.lines())).isTrue();
    assertThat(report.leftOut()).hasSize(3);
    assertThat(report.unexpected()).isEmpty();
    assertThat(report.feat()).isFalse();
  }

  @Test
  void timmNamesEveryParameterOfReXNetOnce() {
    LandmarkNetwork network = Architectures.byName("rex20");
    Set<String> names = new HashSet<>();
    network.parameters(0).forEach(parameter -> names.add(parameter.name()));
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (Parameter parameter : network.parameters(0)) {
      String name = parameter.name();
      if (name.startsWith("enet.")) {
        String bare = name.substring("enet.".length());
        String timm = ReXNetNames.timm(bare, names::contains).orElseThrow();
        assertThat(timm).doesNotContain("null");
        assertThat(tensors.put(timm, tensor(parameter.shape()))).as(timm).isNull();
      }
    }
    assertThat(tensors)
        .containsKeys(
            "stem.conv.weight",
            "features.0.conv_dw.conv.weight",
            "features.15.se.fc2.bias",
            "features.16.bn.running_var");
    tensors.put("head.fc.weight", tensor(1000, 2560));
    MatchReport report = match(network, tensors);
    assertThat(report.fits()).as(String.join("\n", report.lines())).isTrue();
    assertThat(report.leftOut()).containsExactly("head.fc.weight");
  }

  @Test
  void othersClassifiersAreNoPartOfTheNetwork() {
    assertThat(KeyNames.isClassifier("module.enet.classifier.weight")).isTrue();
    assertThat(KeyNames.isClassifier("layer1.0.conv2.fc1.weight")).isFalse();
    assertThat(KeyNames.isClassifier("features.0.weight")).isFalse();
  }

  private static MatchReport match(LandmarkNetwork network, Map<String, StoredTensor> tensors) {
    return new KeyMatch(tensors, network).report();
  }

  private static Map<String, StoredTensor> checkpoint(
      String architecture, UnaryOperator<String> names) {
    Map<String, StoredTensor> tensors = new LinkedHashMap<>();
    for (JsonNode key : Facts.of(architecture + ".keys.json").get("keys")) {
      tensors.put(names.apply(key.get(0).asText()), tensor(Facts.longs(key.get(1))));
    }
    return tensors;
  }

  /** Of the right size, on memory that nobody touches. */
  private static StoredTensor tensor(long... shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    MemorySegment untouched = MemorySegment.ofAddress(0).reinterpret(stride * Float.BYTES);
    return new StoredTensor(DType.F32, shape, strides, 0, untouched);
  }
}
