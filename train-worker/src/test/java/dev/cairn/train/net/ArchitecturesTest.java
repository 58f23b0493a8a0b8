package dev.cairn.train.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.net.Parameter.Kind;
import java.util.List;
import java.util.function.Predicate;
import org.assertj.core.data.Offset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.FieldSource;

class ArchitecturesTest {

  private static final int GLD_CLASSES = 81_313;

  @ParameterizedTest
  @FieldSource("dev.cairn.train.net.Facts#NETWORKS")
  void parametersHaveTheNamesShapesAndOrderOfTheCheckpoint(String name) {
    JsonNode keys = Facts.of(name + ".keys.json").get("keys");
    List<Parameter> parameters = Architectures.byName(name).parameters(10);
    assertThat(parameters).hasSameSizeAs(keys);
    for (int i = 0; i < parameters.size(); i++) {
      Parameter parameter = parameters.get(i);
      JsonNode key = keys.get(i);
      assertThat(parameter.name()).isEqualTo(key.get(0).asText());
      assertThat(parameter.shape()).as(parameter.name()).containsExactly(Facts.longs(key.get(1)));
      assertThat(parameter.kind() == Kind.COUNTER)
          .as(parameter.name())
          .isEqualTo(key.get(2).asText().equals("int64"));
    }
  }

  @ParameterizedTest
  @FieldSource("dev.cairn.train.net.Facts#NETWORKS")
  void networksHaveAsManyParametersAsTheOriginals(String name) {
    JsonNode summary = Facts.of("arch_summary.json").get(name);
    LandmarkNetwork network = Architectures.byName(name);
    List<Parameter> parameters = network.parameters(GLD_CLASSES);
    assertThat(network.backbone().features()).isEqualTo(summary.get("in_features").asInt());
    assertThat(parameters).hasSize(summary.get("state_dict_keys").asInt());
    assertThat(elements(parameters, p -> p.kind() == Kind.BUFFER))
        .isEqualTo(summary.get("bn_buffers").asLong());
    assertThat(elements(parameters, ArchitecturesTest::isBackboneWeight))
        .isEqualTo(summary.get("backbone_params").asLong());
    assertThat(elements(parameters, p -> p.name().startsWith("feat.")))
        .isEqualTo(summary.get("feat_params").asLong());
    assertThat(elements(parameters, p -> p.kind() == Kind.WEIGHT))
        .isEqualTo(summary.get("total_81313").asLong());
  }

  private static boolean isBackboneWeight(Parameter parameter) {
    return parameter.kind() == Kind.WEIGHT && parameter.name().startsWith("enet.");
  }

  private static long elements(List<Parameter> parameters, Predicate<Parameter> which) {
    return parameters.stream().filter(which).mapToLong(Parameter::elements).sum();
  }

  /**
   * With the 1000-class layer: EfficientNet from Tan and Le, 2019, table 2, the rest from the
   * authors' repositories (zhanghang1989/ResNeSt, clovaai/rexnet).
   */
  @ParameterizedTest
  @CsvSource({
    "tf_efficientnet_b0, 5.3",
    "efficientnet_b1, 7.8",
    "efficientnet_b2, 9.1",
    "nest50, 27.5",
    "nest101, 48.3",
    "rex10, 4.8",
    "rex13, 7.6",
    "rex15, 9.7",
    "rex20, 16.4",
    "rex30, 34.7"
  })
  void networksHaveThePublishedSizes(String name, double millions) {
    assertThat(publishedParameters(name) / 1e6).isCloseTo(millions, Offset.offset(0.051));
  }

  private static long publishedParameters(String name) {
    LandmarkNetwork network = Architectures.byName(name);
    long backbone = elements(network.parameters(1), ArchitecturesTest::isBackboneWeight);
    return backbone + (network.backbone().features() + 1) * 1000L;
  }

  @Test
  void theNoisyStudentSuffixNamesTheSameNetwork() {
    assertThat(Architectures.byName("tf_efficientnet_b3_ns").backbone())
        .isEqualTo(Architectures.byName("tf_efficientnet_b3").backbone());
  }

  @Test
  void anUnknownNameIsRefusedWithTheKnownOnes() {
    assertThatThrownBy(() -> Architectures.byName("resnet50"))
        .isInstanceOf(CairnException.class)
        .hasMessageContainingAll("'resnet50'", "tf_efficientnet_b0", "tf_efficientnet_b7")
        .extracting(e -> ((CairnException) e).code())
        .isEqualTo(ErrorCode.ARCHITECTURE_UNKNOWN);
  }
}
