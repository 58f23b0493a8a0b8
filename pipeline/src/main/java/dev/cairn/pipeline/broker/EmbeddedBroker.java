package dev.cairn.pipeline.broker;

import dev.cairn.pipeline.file.StorageFull;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.OutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import kafka.server.KafkaConfig;
import kafka.server.KafkaRaftServer;
import org.apache.kafka.common.Uuid;
import org.apache.kafka.common.utils.Time;
import org.apache.kafka.metadata.storage.Formatter;
import org.apache.kafka.server.common.Feature;
import org.apache.kafka.server.common.MetadataVersion;

/**
 * A real Kafka broker in this process: one KRaft node on the loopback interface, whose data
 * survives restarts. Close it after every client.
 */
public final class EmbeddedBroker implements AutoCloseable {
  static final String HOST = "127.0.0.1";

  private final KafkaRaftServer server;
  private final FolderLock lock;
  private final int port;
  private final Consumer<String> haltListener;

  private EmbeddedBroker(
      KafkaRaftServer server, FolderLock lock, int port, Consumer<String> haltListener) {
    this.server = server;
    this.lock = lock;
    this.port = port;
    this.haltListener = haltListener;
  }

  /** Starts a broker whose failures are only logged. */
  public static EmbeddedBroker start(Path dataFolder, int port) throws IOException {
    return start(dataFolder, port, failure -> {});
  }

  /**
   * Starts a broker and waits until it takes requests, about three seconds.
   *
   * @param dataFolder made when missing
   * @param port 0 for a free one
   * @param onFailure called, once or more and by any thread, when the broker cannot go on, for
   *     instance because its disk has failed; it must not block
   * @throws CairnException with {@code STORE_IN_USE}, {@code PORT_IN_USE} or {@code STORAGE_FULL}
   */
  public static EmbeddedBroker start(Path dataFolder, int port, Consumer<CairnException> onFailure)
      throws IOException {
    Path folder = dataFolder.toAbsolutePath().normalize();
    if (folder.toString().contains(",")) {
      throw new IllegalArgumentException("Kafka takes no folder with a comma: " + folder);
    }
    try {
      Files.createDirectories(folder);
      FolderLock lock = FolderLock.take(folder);
      try {
        return start(folder, lock, BrokerPorts.choose(port), onFailure);
      } catch (IOException | RuntimeException e) {
        lock.close();
        throw e;
      }
    } catch (IOException e) {
      throw StorageFull.orSame(e, folder);
    }
  }

  private static EmbeddedBroker start(
      Path folder, FolderLock lock, BrokerPorts ports, Consumer<CairnException> onFailure)
      throws IOException {
    Path logFolder = folder.resolve("log");
    Consumer<String> haltListener = reason -> onFailure.accept(failed(folder, reason));
    HaltWatch.add(haltListener);
    KafkaRaftServer server = null;
    try {
      format(logFolder);
      KafkaConfig config = new KafkaConfig(BrokerSettings.of(logFolder, ports), false);
      server = new KafkaRaftServer(config, Time.SYSTEM);
      server.startup();
      return new EmbeddedBroker(server, lock, ports.broker(), haltListener);
    } catch (RuntimeException | IOException e) {
      HaltWatch.remove(haltListener);
      if (server != null) {
        server.shutdown();
      }
      throw e;
    }
  }

  /** Gives an empty folder its identity; one that has it keeps it and its data. */
  private static void format(Path logFolder) throws IOException {
    if (Files.exists(logFolder.resolve("meta.properties"))) {
      return;
    }
    PrintStream silent =
        new PrintStream(OutputStream.nullOutputStream(), false, StandardCharsets.UTF_8);
    try {
      new Formatter()
          .setNodeId(BrokerSettings.NODE_ID)
          .setClusterId(Uuid.randomUuid().toString())
          .setControllerListenerName(BrokerSettings.CONTROLLER_LISTENER)
          .setMetadataLogDirectory(logFolder.toString())
          .setDirectories(List.of(logFolder.toString()))
          .setReleaseVersion(MetadataVersion.LATEST_PRODUCTION)
          .setSupportedFeatures(Feature.PRODUCTION_FEATURES)
          .setPrintStream(silent)
          .run();
    } catch (IOException | RuntimeException e) {
      throw e;
    } catch (Exception e) {
      throw new IOException("Cannot prepare " + logFolder + " for Kafka", e);
    }
  }

  private static CairnException failed(Path folder, String reason) {
    return new CairnException(
        ErrorCode.BROKER_FAILED,
        "The broker in %s has stopped (%s): check that the disk has space and is writable, then start again"
            .formatted(folder, reason));
  }

  /** {@code host:port} for {@code bootstrap.servers}. */
  public String bootstrapServers() {
    return HOST + ":" + port;
  }

  /** Flushes the log and stops, half a second. */
  @Override
  public void close() throws IOException {
    HaltWatch.remove(haltListener);
    server.shutdown();
    server.awaitShutdown();
    lock.close();
  }
}
