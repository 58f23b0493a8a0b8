package dev.cairn.embed;

import dev.cairn.pipeline.config.PipelineConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.util.Map;

/** Runs the {@link EmbedService} as long as the application. */
@ApplicationScoped
public class EmbedWorker {
  private final EmbedConfig config;
  private final PipelineConfig pipeline;
  private final Map<String, Object> kafka;
  private final MeterRegistry registry;
  private EmbedService service;

  EmbedWorker(
      EmbedConfig config,
      PipelineConfig pipeline,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      MeterRegistry registry) {
    this.config = config;
    this.pipeline = pipeline;
    this.kafka = kafka;
    this.registry = registry;
  }

  void start(@Observes StartupEvent event) throws InterruptedException {
    service = EmbedService.start(config, pipeline, kafka, registry);
  }

  void stop(@Observes ShutdownEvent event) throws InterruptedException {
    if (service != null) {
      service.close();
    }
  }

  public EmbedStatus status() {
    return service.status();
  }

  public boolean isSound() {
    return service.isSound();
  }
}
