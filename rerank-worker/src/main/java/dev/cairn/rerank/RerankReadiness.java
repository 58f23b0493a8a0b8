package dev.cairn.rerank;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Readiness;

/**
 * Up while queries are answered: not before the gallery index has caught up, nor while it waits.
 */
@Readiness
@ApplicationScoped
public class RerankReadiness implements HealthCheck {
  private final RerankWorker worker;

  RerankReadiness(RerankWorker worker) {
    this.worker = worker;
  }

  @Override
  public HealthCheckResponse call() {
    RerankStatus status = worker.status();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("rerank-worker")
            .status(status.sound() && status.serving() && status.waitsFor().isEmpty())
            .withData("galleryRows", status.galleryRows());
    status.waitsFor().ifPresent(reason -> response.withData("waitsFor", reason));
    return response.build();
  }
}
