package dev.cairn.rerank.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import dev.cairn.rerank.RerankConfigTest;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.Map;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Servers that are not as they should be. */
class OpenSearchFaultsTest {
  private static final String OPENSEARCH =
      """
      {"name": "n", "cluster_name": "c", "cluster_uuid": "u", "tagline": "t",
       "version": {"distribution": "opensearch", "number": "%s", "build_type": "tar",
         "build_hash": "h", "build_date": "d", "build_snapshot": false, "lucene_version": "10",
         "minimum_wire_compatibility_version": "1",
         "minimum_index_compatibility_version": "1"}}
      """;
  private static final String ELASTICSEARCH =
      """
      {"name": "n", "cluster_name": "c", "cluster_uuid": "u", "tagline": "You Know, for Search",
       "version": {"number": "8.17.0", "build_flavor": "default", "build_type": "tar",
         "build_hash": "h", "build_date": "d", "build_snapshot": false, "lucene_version": "9.12.0",
         "minimum_wire_compatibility_version": "7.17.0",
         "minimum_index_compatibility_version": "7.0.0"}}
      """;
  private static final String NO_PLUGIN =
      """
      {"error": {"type": "settings_exception", "root_cause": [],
         "reason": "unknown setting [index.knn] please check that any required plugins are installed"},
       "status": 400}
      """;

  private HttpServer server;

  @BeforeEach
  void listen() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.start();
  }

  @AfterEach
  void stop() {
    server.stop(0);
  }

  @Test
  void anotherProductIsRefused() {
    server.createContext("/", it -> answer(it, 200, ELASTICSEARCH));

    assertRefused("does not answer as OpenSearch does");
  }

  @Test
  void anOldVersionIsRefused() {
    server.createContext("/", it -> answer(it, 200, OPENSEARCH.formatted("2.19.1")));

    assertRefused("opensearch 2.19.1; Cairn needs OpenSearch 3 or later");
  }

  @Test
  void aClusterWithoutThePluginIsRefused() {
    server.createContext(
        "/",
        it -> {
          boolean greeting = it.getRequestURI().getPath().equals("/");
          answer(it, greeting ? 200 : 400, greeting ? OPENSEARCH.formatted("3.5.0") : NO_PLUGIN);
        });

    assertRefused("install opensearch-knn on every node");
  }

  @Test
  void wrongCredentialsAreRefused() {
    AtomicReference<String> credentials = new AtomicReference<>();
    server.createContext(
        "/",
        it -> {
          credentials.set(it.getRequestHeaders().getFirst("Authorization"));
          answer(it, 401, "Unauthorized");
        });

    assertRefused("set cairn.rerank.opensearch.user and password");
    assertThat(credentials).hasValue("Basic Y2Fpcm46c2VjcmV0");
  }

  @Test
  void anAddressThatIsNoneIsRefused() {
    assertThatThrownBy(() -> open("localhost:9200", "prefix"))
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("http://HOST:PORT");
  }

  @Test
  void aPrefixThatCannotNameAnIndexIsRefused() {
    assertThatThrownBy(() -> open(url(), "Cairn"))
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("cairn.pipeline.topic-prefix 'Cairn'");
  }

  @Test
  void anOverloadedClusterIsWaitedForUntilWaitingIsStopped() throws IOException {
    server.createContext("/", it -> answer(it, 503, "{\"error\": \"busy\", \"status\": 503}"));
    try (OpenSearchGalleryIndex index = open(url(), "prefix")) {
      assertThat(index.waitsFor().orElseThrow()).contains(url(), "503");

      index.stopWaiting();

      assertThatThrownBy(index::checkpoint)
          .isInstanceOf(IOException.class)
          .hasMessageContaining("503");
    }
  }

  @Test
  void aClusterThatIsNotThereIsWaitedFor() throws IOException {
    server.stop(0);
    try (OpenSearchGalleryIndex index = open(url(), "prefix")) {
      assertThat(index.waitsFor().orElseThrow()).contains(url(), "refused");
      assertThat(index.rows()).isZero();
    }
  }

  private void assertRefused(String remedy) {
    assertThatThrownBy(() -> open(url(), "prefix"))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.START_FAILED))
        .hasMessageContaining(remedy);
  }

  private String url() {
    return "http://127.0.0.1:" + server.getAddress().getPort();
  }

  private static OpenSearchGalleryIndex open(String url, String prefix) throws IOException {
    Map<String, String> settings =
        Map.of(
            "cairn.rerank.opensearch.url", url,
            "cairn.rerank.opensearch.user", "cairn",
            "cairn.rerank.opensearch.password", "secret");
    return OpenSearchGalleryIndex.open(
        RerankConfigTest.config(settings).openSearch(), prefix, "worker");
  }

  private static void answer(HttpExchange exchange, int status, String body) throws IOException {
    exchange.getResponseHeaders().add("Content-Type", "application/json");
    byte[] bytes = body.getBytes(UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
    exchange.close();
  }
}
