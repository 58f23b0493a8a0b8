package dev.cairn.rerank;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Up while queries are answered: not before the gallery index has caught up. */
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
    return HealthCheckResponse.named("rerank-worker")
        .status(status.sound() && status.serving())
        .withData("galleryRows", status.galleryRows())
        .build();
  }
}
