package dev.cairn.train;

import jakarta.enterprise.context.ApplicationScoped;
import org.eclipse.microprofile.health.HealthCheck;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Readiness;

/** Ready while commands are read. */
@Readiness
@ApplicationScoped
public class TrainReadiness implements HealthCheck {
  private final TrainService service;

  TrainReadiness(TrainService service) {
    this.service = service;
  }

  @Override
  public HealthCheckResponse call() {
    return HealthCheckResponse.named("train-worker").status(service.isConnected()).build();
  }
}
