package dev.cairn.rerank;

import static dev.cairn.rerank.ServiceFixture.EAST;
import static dev.cairn.rerank.ServiceFixture.NORTH;
import static dev.cairn.rerank.ServiceFixture.byImage;
import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.rerank.opensearch.OpenSearchExtension;
import dev.cairn.schemas.avro.Prediction;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** The worker with a real broker and a gallery on a real node that comes and goes. */
class OpenSearchServiceTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();
  @RegisterExtension static final OpenSearchExtension OPENSEARCH = new OpenSearchExtension();

  @TempDir Path folder;

  private ServiceFixture worker;

  @BeforeEach
  void prepare(TestInfo test) throws IOException, InterruptedException {
    worker = new ServiceFixture(BROKER, test, folder);
  }

  @Test
  void waitsForOpenSearchAndGoesOnWhenItIsBack() throws Exception {
    worker.publishGallery("g1", "tower", EAST);
    worker.publishQuery("before", EAST);
    Map<String, String> settings =
        Map.of(
            "cairn.rerank.index-kind", "opensearch",
            "cairn.rerank.opensearch.url", OPENSEARCH.server().url(),
            "cairn.rerank.opensearch.replicas", "0",
            "cairn.rerank.commit-interval", "1s");
    try (RerankService service = worker.start(settings)) {
      assertThat(worker.predictions(1))
          .extracting(Prediction::getGalleryImages)
          .containsExactly(1L);

      OPENSEARCH.server().kill();
      for (int i = 2; i <= 300; i++) {
        worker.publishGallery("g" + i, "bridge", NORTH);
      }
      worker.publishQuery("during", EAST);
      await().until(() -> service.status().waitsFor().isPresent());
      OPENSEARCH.server().launch();

      assertThat(byImage(worker.predictions(2)).get("during").getLandmarkId()).isEqualTo("tower");
      await().atMost(ofSeconds(60)).until(() -> service.status().galleryRows() == 300);
      worker.publishQuery("after", EAST);
      assertThat(byImage(worker.predictions(3)).get("after").getGalleryImages()).isEqualTo(300);
      await().until(() -> service.status().waitsFor().isEmpty());
      assertThat(service.status().sound()).isTrue();
    }
  }

  @Test
  void stopsWhileItWaitsForOpenSearch() throws Exception {
    Map<String, String> settings =
        Map.of(
            "cairn.rerank.index-kind", "opensearch",
            "cairn.rerank.opensearch.url", "http://127.0.0.1:1");
    RerankService service = worker.start(settings);
    assertThat(service.status().waitsFor().orElseThrow()).contains("http://127.0.0.1:1");

    service.close();

    assertThat(service.status().sound()).isTrue();
  }
}
