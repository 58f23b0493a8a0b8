package dev.cairn.standalone.client;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.up.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The options by which a command finds a running Cairn. */
public final class ConnectionOptions {
  static final String DEFAULT_BROKER = "127.0.0.1:9092";

  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "${env:CAIRN_WORK:-work}",
      description = "Work folder of the running Cairn (default: ${DEFAULT-VALUE}).")
  Path work;

  @Option(
      names = "--bootstrap",
      paramLabel = "HOST:PORT",
      defaultValue = "${env:CAIRN_BOOTSTRAP}",
      description =
          "Kafka broker (default: the one that `cairn up` wrote down in the work folder, else "
              + DEFAULT_BROKER
              + ").")
  String bootstrap;

  @Option(
      names = "--topic-prefix",
      paramLabel = "NAME",
      defaultValue = Topic.DEFAULT_PREFIX,
      description = "Prefix of the topic names (default: ${DEFAULT-VALUE}).")
  String topicPrefix;

  public WorkFolder workFolder() {
    return new WorkFolder(work);
  }

  /**
   * The installation that these options name.
   *
   * @throws CairnException when its broker does not answer
   */
  public Installation connect() throws IOException, InterruptedException {
    WorkFolder folder = workFolder();
    String address =
        bootstrap != null ? bootstrap : folder.publishedAddress().orElse(DEFAULT_BROKER);
    return new Installation(address, topicPrefix, folder).reachable();
  }
}
