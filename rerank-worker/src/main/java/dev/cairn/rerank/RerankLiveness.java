package dev.cairn.rerank;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;

/** Down when only a restart helps. */
@Liveness
@ApplicationScoped
public class RerankLiveness implements HealthCheck {
  private final RerankWorker worker;

  RerankLiveness(RerankWorker worker) {
    this.worker = worker;
  }

  @Override
  public HealthCheckResponse call() {
    RerankStatus status = worker.status();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("rerank-worker").status(status.sound());
    status.failure().ifPresent(failure -> response.withData("failure", failure));
    return response.build();
  }
}
