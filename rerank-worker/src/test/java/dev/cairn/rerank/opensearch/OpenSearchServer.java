package dev.cairn.rerank.opensearch;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.awaitility.Awaitility.await;

import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.URL;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;

/** A real OpenSearch node in a JVM of its own, on loopback. */
public final class OpenSearchServer implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final String ARCHIVE = ".zip";

  /** By name, as a build without tests compiles this and does not have it. */
  private static final String NODE = "dev.cairn.opensearch.OpenSearchNode";

  private final Path home;
  private final int port;
  private final List<String> settings;
  private Process process;

  private OpenSearchServer(Path home, int port, List<String> settings) {
    this.home = home;
    this.port = port;
    this.settings = settings;
  }

  /** Starts the first node of a cluster, which others may join. */
  static OpenSearchServer start(Path home) throws IOException {
    int transportPort = freePort();
    return start(
        home,
        freePort(),
        List.of(
            "node.name=first",
            "cluster.initial_cluster_manager_nodes=first",
            "transport.port=" + transportPort,
            "discovery.seed_hosts=127.0.0.1:" + transportPort));
  }

  /** Starts another node of this one's cluster, which has data and no say. */
  OpenSearchServer join(Path otherHome) throws IOException {
    String seed = settings.stream().filter(it -> it.startsWith("discovery.")).findFirst().get();
    return start(
        otherHome,
        freePort(),
        List.of("node.name=other", "node.roles=data", "transport.port=" + freePort(), seed));
  }

  /**
   * Starts a node and returns when it answers.
   *
   * @param settings {@code name=value}
   */
  private static OpenSearchServer start(Path home, int port, List<String> settings)
      throws IOException {
    OpenSearchServer server = new OpenSearchServer(home, port, settings);
    server.launch();
    server.awaitAnswer();
    return server;
  }

  static int freePort() throws IOException {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      return socket.getLocalPort();
    }
  }

  public String url() {
    return "http://127.0.0.1:" + port;
  }

  /** Ends the node as a failing machine would. */
  public void kill() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  /** Starts the node again, with the data that it had. */
  public void launch() throws IOException {
    List<String> command = new ArrayList<>();
    command.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
    command.addAll(
        List.of(
            "-Xmx512m",
            "-XX:+UseSerialGC",
            "-XX:TieredStopAtLevel=1",
            "--enable-native-access=ALL-UNNAMED",
            "--add-modules=jdk.incubator.vector",
            "-cp",
            classPath(),
            NODE,
            home.toString(),
            "cluster.name=cairn-test",
            "network.host=127.0.0.1",
            "http.port=" + port,
            "cluster.routing.rebalance.enable=none",
            "cluster.routing.allocation.disk.threshold_enabled=false"));
    command.addAll(settings);
    Files.createDirectories(home);
    process =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.appendTo(home.resolve("node.log").toFile()))
            .start();
  }

  /** Waits until the node answers. */
  public void awaitAnswer() {
    awaitStatus("yellow", "");
  }

  /** Waits until the indices of a pattern have at least this health. */
  void awaitStatus(String status, String indices) {
    String health = "/_cluster/health/%s?timeout=1s&wait_for_status=%s".formatted(indices, status);
    await()
        .atMost(PATIENCE)
        .ignoreExceptionsInstanceOf(IOException.class)
        .until(() -> {
          if (!process.isAlive()) {
            throw new IllegalStateException(Files.readString(home.resolve("node.log")));
          }
          return get(health).statusCode() == 200;
        });
  }

  HttpResponse<String> get(String path) throws IOException, InterruptedException {
    return request("GET", path);
  }

  /** What the node answers to a request without a body. */
  HttpResponse<String> request(String method, String path)
      throws IOException, InterruptedException {
    return send(path, it -> it.method(method, HttpRequest.BodyPublishers.noBody()));
  }

  /** Writes a document as another program would. */
  HttpResponse<String> put(String path, String json) throws IOException, InterruptedException {
    return send(
        path,
        it ->
            it.header("Content-Type", "application/json")
                .PUT(HttpRequest.BodyPublishers.ofString(json)));
  }

  private HttpResponse<String> send(String path, UnaryOperator<HttpRequest.Builder> request)
      throws IOException, InterruptedException {
    try (HttpClient client = HttpClient.newHttpClient()) {
      return client.send(
          request.apply(HttpRequest.newBuilder(URI.create(url() + path))).build(),
          HttpResponse.BodyHandlers.ofString());
    }
  }

  private static String classPath() throws IOException {
    List<String> entries = new ArrayList<>();
    try {
      Class<?> node = Class.forName(NODE, false, OpenSearchServer.class.getClassLoader());
      URL place = node.getProtectionDomain().getCodeSource().getLocation();
      entries.add(Path.of(place.toURI()).toString());
    } catch (ClassNotFoundException | URISyntaxException e) {
      throw new IllegalStateException("Build deploy/opensearch-node first", e);
    }
    try (InputStream list =
        OpenSearchServer.class.getResourceAsStream("/dev/cairn/opensearch/class-path")) {
      String repository = System.getProperty("cairn.test.repository");
      String text = new String(list.readAllBytes(), UTF_8).strip();
      for (String entry : text.replace("@repository@", repository).split("\\|", -1)) {
        entries.add(entry.endsWith(ARCHIVE) ? unpacked(Path.of(entry)) : entry);
      }
    }
    return String.join(File.pathSeparator, entries);
  }

  /** The jars of a plugin's archive, beside those that the class path has. */
  private static String unpacked(Path archive) throws IOException {
    Path folder = Path.of("target", archive.getFileName().toString().replace(ARCHIVE, ""));
    if (Files.notExists(folder)) {
      Path unfinished = Files.createTempDirectory(Path.of("target"), "plugin");
      try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(archive))) {
        for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
          if (entry.getName().endsWith(".jar")) {
            Files.copy(zip, unfinished.resolve(Path.of(entry.getName()).getFileName()));
          }
        }
      }
      Files.move(unfinished, folder);
    }
    return folder.toAbsolutePath() + File.separator + "*";
  }

  @Override
  public void close() {
    process.destroyForcibly().onExit().join();
  }
}
