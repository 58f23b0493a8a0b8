package dev.cairn.pipeline.broker;

import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Consumer;
import org.apache.kafka.common.utils.Exit;
import org.jboss.logging.Logger;

/**
 * Kafka halts the JVM when its disk fails. Inside a JVM that does other work too this would end
 * everything without a word, so the halt becomes a call to whoever started a broker.
 */
final class HaltWatch {
  private static final Logger LOG = Logger.getLogger(HaltWatch.class);
  private static final Set<Consumer<String>> LISTENERS = ConcurrentHashMap.newKeySet();

  static {
    Exit.setHaltProcedure(HaltWatch::report);
    Exit.setExitProcedure(HaltWatch::report);
  }

  private HaltWatch() {}

  /** The procedures are global to the JVM, so all its brokers hear of a failure. */
  static void add(Consumer<String> listener) {
    LISTENERS.add(listener);
  }

  static void remove(Consumer<String> listener) {
    LISTENERS.remove(listener);
  }

  private static void report(int status, String message) {
    String reason = message == null ? "status " + status : message;
    LOG.errorf("The embedded broker has failed and wanted to halt this process: %s", reason);
    LISTENERS.forEach(listener -> listener.accept(reason));
  }
}
