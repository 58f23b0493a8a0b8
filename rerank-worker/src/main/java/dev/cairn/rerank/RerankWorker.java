package dev.cairn.rerank;

import dev.cairn.pipeline.config.PipelineConfig;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.util.Map;

/** Runs the {@link RerankService} as long as the application. */
@ApplicationScoped
public class RerankWorker {
  private final RerankConfig config;
  private final PipelineConfig pipeline;
  private final Map<String, Object> kafka;
  private final MeterRegistry registry;
  private RerankService service;

  RerankWorker(
      RerankConfig config,
      PipelineConfig pipeline,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      MeterRegistry registry) {
    this.config = config;
    this.pipeline = pipeline;
    this.kafka = kafka;
    this.registry = registry;
  }

  void start(@Observes StartupEvent event) throws IOException, InterruptedException {
    service = RerankService.start(config, pipeline, kafka, registry);
  }

  void stop(@Observes ShutdownEvent event) throws IOException, InterruptedException {
    if (service != null) {
      service.close();
    }
  }

  public RerankStatus status() {
    return service.status();
  }
}
