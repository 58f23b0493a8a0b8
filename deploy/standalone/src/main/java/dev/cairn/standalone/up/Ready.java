package dev.cairn.standalone.up;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;

/** The last to hear of the start: by then every worker has started. */
@ApplicationScoped
public class Ready {

  void started(@Observes @Priority(Integer.MAX_VALUE) StartupEvent event) {
    Standalone.workersStarted();
  }
}
