package dev.cairn.rerank.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.net.URI;
import java.util.Base64;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpHeaders;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.message.BasicHeader;
import org.apache.hc.core5.util.Timeout;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.OpenSearchVersionInfo;
import org.opensearch.client.transport.httpclient5.ApacheHttpClient5TransportBuilder;

/** Connects to a cluster. */
final class Cluster {
  private static final String DISTRIBUTION = "opensearch";
  private static final int OLDEST_MAJOR_VERSION = 3;

  private Cluster() {}

  /**
   * A client, which connects when it is first used.
   *
   * @throws CairnException with {@code START_FAILED} when an address is none
   */
  static OpenSearchClient client(OpenSearchConfig config) {
    HttpHost[] nodes = config.url().stream().map(Cluster::host).toArray(HttpHost[]::new);
    Timeout connect = Timeout.of(config.connectTimeout());
    Timeout request = Timeout.of(config.requestTimeout());
    return new OpenSearchClient(
        ApacheHttpClient5TransportBuilder.builder(nodes)
            .setDefaultHeaders(credentials(config))
            .setConnectionConfigCallback(
                it -> it.setConnectTimeout(connect).setSocketTimeout(request))
            .setRequestConfigCallback(
                it -> it.setConnectionRequestTimeout(request).setResponseTimeout(request))
            .build());
  }

  private static HttpHost host(URI url) {
    boolean known = "http".equals(url.getScheme()) || "https".equals(url.getScheme());
    if (!known
        || url.getHost() == null
        || url.getPath().length() > 1
        || url.getUserInfo() != null) {
      throw new CairnException(
          ErrorCode.START_FAILED,
          "cairn.rerank.opensearch.url has '%s', which is not http://HOST:PORT or https://HOST:PORT"
              .formatted(url));
    }
    return new HttpHost(url.getScheme(), url.getHost(), url.getPort());
  }

  /** Sent with every request: a cluster with security answers none without. */
  private static Header[] credentials(OpenSearchConfig config) {
    if (config.user().isEmpty()) {
      return new Header[0];
    }
    String pair = config.user().get() + ":" + config.password().orElse("");
    String encoded = Base64.getEncoder().encodeToString(pair.getBytes(UTF_8));
    return new Header[] {new BasicHeader(HttpHeaders.AUTHORIZATION, "Basic " + encoded)};
  }

  /**
   * Asks a cluster what it is.
   *
   * @throws CairnException with {@code START_FAILED} when it is another product or too old
   */
  static void check(OpenSearchClient client) throws IOException {
    OpenSearchVersionInfo version = client.info().version();
    int major = Integer.parseInt(version.number().replaceAll("\\..*", ""));
    if (!version.distribution().equals(DISTRIBUTION) || major < OLDEST_MAJOR_VERSION) {
      throw new CairnException(
          ErrorCode.START_FAILED,
          "cairn.rerank.opensearch.url leads to %s %s; Cairn needs OpenSearch %d or later"
              .formatted(version.distribution(), version.number(), OLDEST_MAJOR_VERSION));
    }
  }
}
