package dev.cairn.standalone.up;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/**
 * The last to hear of the shutdown: the workers have committed and left. It runs inside Quarkus'
 * own shutdown, so that the JVM waits for it on Ctrl-C.
 */
@ApplicationScoped
public class BrokerStop {

  void stop(@Observes @Priority(Integer.MAX_VALUE) ShutdownEvent event) {
    Standalone.workersStopped();
  }
}
