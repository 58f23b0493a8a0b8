package dev.cairn.rerank.opensearch;

import dev.cairn.rerank.RerankConfigTest;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/** One real OpenSearch node for all test classes that have one of these. */
public final class OpenSearchExtension implements BeforeAllCallback {
  private Shared shared;

  private record Shared(Path folder, OpenSearchServer server) implements AutoCloseable {
    static Shared start() {
      try {
        Path folder = Files.createTempDirectory("opensearch");
        return new Shared(folder, OpenSearchServer.start(folder));
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void close() throws IOException {
      server.close();
      try (Stream<Path> paths = Files.walk(folder)) {
        for (Path path : paths.sorted(Comparator.reverseOrder()).toList()) {
          Files.delete(path);
        }
      }
    }
  }

  @Override
  public void beforeAll(ExtensionContext context) {
    shared =
        context
            .getRoot()
            .getStore(ExtensionContext.Namespace.create(OpenSearchExtension.class))
            .computeIfAbsent("node", _ -> Shared.start(), Shared.class);
  }

  public OpenSearchServer server() {
    return shared.server();
  }

  /** Settings of a worker that uses the node, without replicas. */
  OpenSearchConfig config(Map<String, String> settings) {
    Map<String, String> all = new HashMap<>();
    all.put("url", server().url());
    all.put("replicas", "0");
    all.putAll(settings);
    Map<String, String> named = new HashMap<>();
    all.forEach((name, value) -> named.put("cairn.rerank.opensearch." + name, value));
    return RerankConfigTest.config(named).openSearch();
  }
}
