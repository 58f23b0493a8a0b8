package dev.cairn.pipeline.broker;

import dev.cairn.schemas.topic.Topic;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** Server properties of a single-node KRaft broker that listens on the loopback interface only. */
final class BrokerSettings {
  static final int NODE_ID = 1;
  static final String CONTROLLER_LISTENER = "CONTROLLER";

  private BrokerSettings() {}

  static Map<String, String> of(Path logFolder, BrokerPorts ports) {
    String brokerListener = "PLAINTEXT://%s:%d".formatted(EmbeddedBroker.HOST, ports.broker());
    String controller = EmbeddedBroker.HOST + ":" + ports.controller();
    Map<String, String> settings = new HashMap<>();
    settings.put("process.roles", "broker,controller");
    settings.put("node.id", Integer.toString(NODE_ID));
    settings.put("log.dirs", logFolder.toString());
    settings.put("listeners", brokerListener + "," + CONTROLLER_LISTENER + "://" + controller);
    settings.put("advertised.listeners", brokerListener);
    settings.put("listener.security.protocol.map", "PLAINTEXT:PLAINTEXT,CONTROLLER:PLAINTEXT");
    settings.put("controller.listener.names", CONTROLLER_LISTENER);
    settings.put("inter.broker.listener.name", "PLAINTEXT");
    settings.put("controller.quorum.voters", NODE_ID + "@" + controller);
    settings.putAll(oneNode());
    settings.putAll(smallAndQuick());
    return settings;
  }

  private static Map<String, String> oneNode() {
    return Map.of(
        "default.replication.factor", "1",
        "min.insync.replicas", "1",
        "offsets.topic.replication.factor", "1",
        "transaction.state.log.replication.factor", "1",
        "transaction.state.log.min.isr", "1",
        "share.coordinator.state.topic.replication.factor", "1",
        "share.coordinator.state.topic.min.isr", "1",
        "auto.create.topics.enable", "false",
        "message.max.bytes", Integer.toString(Topic.MAX_MESSAGE_BYTES),
        "replica.fetch.max.bytes", Integer.toString(Topic.MAX_MESSAGE_BYTES));
  }

  private static Map<String, String> smallAndQuick() {
    return Map.of(
        // A transaction that follows another at once asks again until that one is written down.
        "add.partitions.to.txn.retry.backoff.ms", "2",
        "offsets.topic.num.partitions", "4",
        "transaction.state.log.num.partitions", "4",
        "group.initial.rebalance.delay.ms", "0",
        // The default would take 128 MB of heap.
        "log.cleaner.dedupe.buffer.size", Integer.toString(4 << 20),
        // After kill -9 a restart waits until the session of its former self has expired.
        "broker.session.timeout.ms", "3000",
        "broker.heartbeat.interval.ms", "500",
        "num.network.threads", "2",
        "num.io.threads", "4");
  }
}
