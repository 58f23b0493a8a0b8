package dev.cairn.train;

import com.sun.management.OperatingSystemMXBean;
import dev.cairn.pipeline.config.PipelineConfig;
import dev.cairn.train.stage.Capacity;
import dev.cairn.train.stage.TrainWorker;
import dev.cairn.train.stage.TrainWorkerSettings;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import io.quarkus.runtime.configuration.MemorySize;
import io.smallrye.common.annotation.Identifier;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Inject;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;

/** Starts the worker with the application and ends it, and its trainer, with it. */
@ApplicationScoped
public class TrainService {
  private static final int MIB = 1 << 20;

  private final TrainWorkerSettings settings;
  private final MeterRegistry metrics;
  private TrainWorker worker;

  @Inject
  public TrainService(
      TrainConfig config,
      PipelineConfig pipeline,
      @Identifier("default-kafka-broker") Map<String, Object> kafka,
      MeterRegistry metrics) {
    this.metrics = metrics;
    this.settings =
        new TrainWorkerSettings(
            kafka,
            pipeline.topicPrefix(),
            config.instanceId(),
            pipeline.store(),
            config.work(),
            config.dataRoots().orElse(List.of()),
            config.modelRoots().orElse(List.of()),
            config.checkpointInterval(),
            config.device(),
            capacity(config));
  }

  private static Capacity capacity(TrainConfig config) {
    int processors = Runtime.getRuntime().availableProcessors();
    return new Capacity(
        ConfiguredHosts.of(config, config.processes().orElse(processors)),
        config.threads().orElse(processors),
        Math.toIntExact(config.heap().asLongValue() / MIB),
        config.memory().map(MemorySize::asLongValue).orElseGet(TrainService::machineMemoryBytes));
  }

  /** Of the container, where that has a limit. */
  private static long machineMemoryBytes() {
    return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean())
        .getTotalMemorySize();
  }

  void start(@Observes StartupEvent event) {
    worker = TrainWorker.start(settings);
    Gauge.builder("cairn.train.running", worker, w -> w.isTraining() ? 1 : 0)
        .description("1 while a stage trains")
        .register(metrics);
  }

  /** True while the worker reads commands. */
  public boolean isConnected() {
    return worker.isConnected();
  }

  void stop(@Observes ShutdownEvent event) {
    worker.close();
  }
}
