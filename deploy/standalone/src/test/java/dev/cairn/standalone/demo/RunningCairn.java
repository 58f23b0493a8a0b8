package dev.cairn.standalone.demo;

import dev.cairn.pipeline.broker.EmbeddedBroker;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.up.WorkFolder;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** A real broker and a work folder for the workers that the test framework starts. */
public class RunningCairn implements QuarkusTestResourceLifecycleManager {
  /** Tells the test where the folder is. */
  static final String WORK = "cairn.test.work";

  private EmbeddedBroker broker;

  @Override
  public Map<String, String> start() {
    try {
      Path root = Files.createTempDirectory(Path.of("target").toAbsolutePath(), "running");
      WorkFolder work = new WorkFolder(root).create();
      broker = EmbeddedBroker.start(work.broker(), 0);
      TopicAdmin.createMissing(
          Map.of("bootstrap.servers", broker.bootstrapServers()), Topic.DEFAULT_PREFIX);
      System.setProperty(WORK, root.toString());
      return Map.of(
          "kafka.bootstrap.servers", broker.bootstrapServers(),
          "quarkus.http.test-port", "0",
          "quarkus.log.file.path", work.log().toString(),
          "cairn.pipeline.store", work.store().toString(),
          "cairn.rerank.index", work.index().toString(),
          "cairn.train.work", work.training().toString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void stop() {
    try {
      broker.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
