package dev.cairn.rerank;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.pipeline.broker.EmbeddedBroker;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.util.Map;
import org.eclipse.microprofile.health.HealthCheckResponse;
import org.eclipse.microprofile.health.Liveness;
import org.eclipse.microprofile.health.Readiness;
import org.junit.jupiter.api.Test;

@QuarkusTest
@QuarkusTestResource(RerankWorkerTest.Broker.class)
class RerankWorkerTest {
  @Inject @Liveness RerankLiveness liveness;
  @Inject @Readiness RerankReadiness readiness;

  @Test
  void becomesReadyWithAnEmptyGallery() {
    await()
        .untilAsserted(() ->
            assertThat(readiness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP));
    assertThat(readiness.call().getData()).hasValue(Map.of("galleryRows", 0L));
    assertThat(liveness.call().getStatus()).isEqualTo(HealthCheckResponse.Status.UP);
  }

  /** A broker that runs before the application starts. */
  public static final class Broker implements QuarkusTestResourceLifecycleManager {
    private EmbeddedBroker broker;

    @Override
    public Map<String, String> start() {
      try {
        broker = EmbeddedBroker.start(Files.createTempDirectory("broker"), 0);
        return Map.of("kafka.bootstrap.servers", broker.bootstrapServers());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    @Override
    public void stop() {
      try {
        broker.close();
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }
  }
}
