package dev.cairn.embed;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.HealthCheckResponseBuilder;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;

/**
 * Up while the worker works or waits for its first ensemble; down when only a restart helps. A
 * refused ensemble is told and does not bring the worker down: the former one serves.
 */
@Liveness
@Readiness
@ApplicationScoped
public class EmbedHealth implements HealthCheck {
  private final EmbedWorker worker;

  EmbedHealth(EmbedWorker worker) {
    this.worker = worker;
  }

  @Override
  public HealthCheckResponse call() {
    EmbedStatus status = worker.status();
    HealthCheckResponseBuilder response =
        HealthCheckResponse.named("embed-worker")
            .status(worker.isSound())
            .withData("ensemble", status.ensembleDigest().orElse("waiting for an ensemble"));
    status.nextDigest().ifPresent(next -> response.withData("next", next));
    status.refusal().ifPresent(reason -> response.withData("refused", reason));
    return response.build();
  }
}
