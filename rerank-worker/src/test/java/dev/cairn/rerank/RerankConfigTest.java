package dev.cairn.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.rerank.opensearch.OpenSearchConfig;
import dev.cairn.rerank.opensearch.VectorSearch;
import io.quarkus.runtime.configuration.DurationConverter;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

public class RerankConfigTest {

  @Test
  void hasDefaultsForAWorkerOnItsOwn() {
    RerankConfig config = config(Map.of());

    assertThat(config.instanceId()).isEqualTo("rerank-0");
    assertThat(config.indexKind()).isEqualTo(IndexKind.EXACT);
    assertThat(config.recallSample()).isEqualTo(100);
    assertThat(config.index()).isEqualTo(Path.of("work/gallery"));
    assertThat(config.strategy()).isEqualTo("original");
    assertThat(config.lambda()).isEqualTo(9);
    assertThat(config.minLogScore()).isEmpty();
    assertThat(config.neighbours()).isEqualTo(5);
    assertThat(config.classes()).isEqualTo(5);
    assertThat(config.maxBatchQueries()).isEqualTo(32);
    assertThat(config.commitInterval()).isEqualTo(Duration.ofSeconds(30));
    assertThat(config.maxCheckpointAge()).isEqualTo(Duration.ofHours(20));
    assertThat(config.indexKind()).isEqualTo(IndexKind.EXACT);
    assertThat(config.openSearch().url()).containsExactly(URI.create("http://localhost:9200"));
    assertThat(config.openSearch().search()).isEqualTo(VectorSearch.EXACT);
  }

  @Test
  void takesEverySettingOfOpenSearch() {
    RerankConfig config =
        config(
            Map.of(
                "cairn.rerank.index-kind", "opensearch",
                "cairn.rerank.opensearch.url", "https://a:9200,https://b:9200",
                "cairn.rerank.opensearch.user", "cairn",
                "cairn.rerank.opensearch.password", "secret",
                "cairn.rerank.opensearch.shards", "6",
                "cairn.rerank.opensearch.replicas", "2",
                "cairn.rerank.opensearch.search", "approximate",
                "cairn.rerank.opensearch.connect-timeout", "2s",
                "cairn.rerank.opensearch.request-timeout", "3m"));

    OpenSearchConfig openSearch = config.openSearch();
    assertThat(config.indexKind()).isEqualTo(IndexKind.OPENSEARCH);
    assertThat(openSearch.url())
        .containsExactly(URI.create("https://a:9200"), URI.create("https://b:9200"));
    assertThat(openSearch.user()).contains("cairn");
    assertThat(openSearch.password()).contains("secret");
    assertThat(openSearch.shards()).isEqualTo(6);
    assertThat(openSearch.replicas()).isEqualTo(2);
    assertThat(openSearch.search()).isEqualTo(VectorSearch.APPROXIMATE);
    assertThat(openSearch.connectTimeout()).isEqualTo(Duration.ofSeconds(2));
    assertThat(openSearch.requestTimeout()).isEqualTo(Duration.ofMinutes(3));
  }

  @Test
  void takesEverySetting() {
    RerankConfig config =
        config(
            Map.of(
                "cairn.rerank.instance-id", "rerank-7",
                "cairn.rerank.index", "elsewhere",
                "cairn.rerank.strategy", "combined",
                "cairn.rerank.lambda", "2.5",
                "cairn.rerank.min-log-score", "-30",
                "cairn.rerank.neighbours", "3",
                "cairn.rerank.classes", "4",
                "cairn.rerank.max-batch-queries", "64",
                "cairn.rerank.commit-interval", "2m",
                "cairn.rerank.max-checkpoint-age", "12h"));

    assertThat(config.instanceId()).isEqualTo("rerank-7");
    assertThat(config.index()).isEqualTo(Path.of("elsewhere"));
    assertThat(config.strategy()).isEqualTo("combined");
    assertThat(config.lambda()).isEqualTo(2.5);
    assertThat(config.minLogScore()).hasValue(-30);
    assertThat(config.neighbours()).isEqualTo(3);
    assertThat(config.classes()).isEqualTo(4);
    assertThat(config.maxBatchQueries()).isEqualTo(64);
    assertThat(config.commitInterval()).isEqualTo(Duration.ofMinutes(2));
    assertThat(config.maxCheckpointAge()).isEqualTo(Duration.ofHours(12));
  }

  @ParameterizedTest
  @EnumSource
  void takesEveryKindOfIndexInLowerCase(IndexKind kind) {
    RerankConfig config =
        config(
            Map.of(
                "cairn.rerank.index-kind",
                kind.name().toLowerCase(Locale.ROOT),
                "cairn.rerank.recall-sample",
                "7"));

    assertThat(config.indexKind()).isEqualTo(kind);
    assertThat(config.recallSample()).isEqualTo(7);
  }

  public static RerankConfig config(Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .withMapping(RerankConfig.class)
        .withConverter(Duration.class, 200, new DurationConverter())
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(RerankConfig.class);
  }
}
