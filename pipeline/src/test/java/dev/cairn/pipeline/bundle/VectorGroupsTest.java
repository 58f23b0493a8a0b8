package dev.cairn.pipeline.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.pipeline.file.Sha256;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class VectorGroupsTest {
  private static final List<String> BUNDLES = List.of("a".repeat(64), "b".repeat(64));

  @Test
  void modelsOfOneKindAreOneGroup() {
    VectorGroups groups = VectorGroups.of(List.of("net", "nest", "net", "rex"));

    assertThat(groups.ofModels()).containsExactly(0, 1, 0, 2);
    assertThat(groups.members(4)).containsExactly(List.of(0, 2), List.of(1), List.of(3));
  }

  @Test
  void withNothingToAverageThereAreNoGroups() {
    VectorGroups groups = VectorGroups.of(List.of("net", "nest"));

    assertThat(groups).isEqualTo(VectorGroups.NONE);
    assertThat(groups.members(2)).containsExactly(List.of(0), List.of(1));
  }

  @Test
  void onlyOneListSaysTheSameOfAnEnsemble() {
    assertThat(new VectorGroups(List.of(0, 0, 1)).fit(3)).isTrue();
    assertThat(VectorGroups.NONE.fit(3)).isTrue();
    assertThat(new VectorGroups(List.of(1, 1, 0)).fit(3)).isFalse();
    assertThat(new VectorGroups(List.of(0, 2, 1)).fit(3)).isFalse();
    assertThat(new VectorGroups(List.of(0, -1, 0)).fit(3)).isFalse();
    assertThat(new VectorGroups(List.of(0, 0)).fit(3)).isFalse();
    assertThat(new VectorGroups(List.of(0, 0, 1, 1)).fit(3)).isFalse();
  }

  @Test
  void theDigestOfAnEnsembleTellsHowVectorsAreJoined() {
    String joined = EnsembleDigest.of(BUNDLES);

    assertThat(joined).isEqualTo(Sha256.of(BUNDLES.getFirst() + "\n" + BUNDLES.getLast()));
    assertThat(EnsembleDigest.of(BUNDLES, new VectorGroups(List.of(0, 0)))).isNotEqualTo(joined);
  }

  @Test
  void aFamilyIsTheArchitectureWithoutItsSize() {
    assertThat(List.of("tf_efficientnet_b3", "tf_efficientnet_b7", "nest101", "rex20", "plain"))
        .map(VectorGroupsTest::family)
        .containsExactly("tf_efficientnet", "tf_efficientnet", "nest", "rex", "plain");
  }

  private static String family(String architecture) {
    return new Manifest(
            "m", architecture, 8, 8, 0, 1, "i", "o", Optional.empty(), "s", Map.of(), Map.of())
        .family();
  }
}
