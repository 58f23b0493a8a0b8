package dev.cairn.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;
import static org.awaitility.Awaitility.await;

import dev.cairn.embed.EmbedConfig;
import dev.cairn.embed.EmbedService;
import dev.cairn.ingest.batch.BatchId;
import dev.cairn.ingest.batch.BatchPublisher;
import dev.cairn.ingest.batch.PublishedBatch;
import dev.cairn.pipeline.broker.BrokerExtension;
import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.pipeline.config.PipelineConfig;
import dev.cairn.pipeline.folder.PhotoFolder;
import dev.cairn.pipeline.topic.TopicAdmin;
import dev.cairn.rerank.RerankConfig;
import dev.cairn.rerank.RerankService;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.avro.ScoreTerm;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.BatchAnswers;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.ModelClient;
import dev.cairn.standalone.demo.render.LandmarkRenderer;
import dev.cairn.standalone.up.WorkFolder;
import dev.cairn.train.dataset.ClassMap;
import dev.cairn.train.model.BundleFolder;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.onnx.OnnxExporter;
import dev.cairn.train.torch.TrainableModel;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/** Photographs of no landmark, from a folder to a prediction, by an untrained network. */
class NonLandmarkJobTest {
  @RegisterExtension static final BrokerExtension BROKER = new BrokerExtension();

  private static final int IMAGE_SIZE = 32;
  private static final Duration PATIENCE = Duration.ofSeconds(60);

  @TempDir Path folder;

  private Installation cairn;

  @Test
  @Timeout(120)
  void aQueryThatIsKnownToShowNoLandmarkIsHeldAgainstItself() throws Exception {
    WorkFolder work = new WorkFolder(folder.resolve("work")).create();
    String address = BROKER.kafka().get("bootstrap.servers").toString();
    cairn = new Installation(address, Topic.DEFAULT_PREFIX, work);
    TopicAdmin.createMissing(BROKER.kafka(), Topic.DEFAULT_PREFIX);
    ModelClient.promote(cairn, untrained(), "default");
    List<String> landmarks = LandmarkRenderer.landmarks().subList(0, 2);
    for (String landmark : landmarks) {
      save("gallery/" + landmark + "/first.jpg", LandmarkRenderer.photograph(landmark, 0, 1));
      save("gallery/" + landmark + "/second.jpg", LandmarkRenderer.photograph(landmark, 1, 1));
    }
    save("everyday/meal.jpg", LandmarkRenderer.nonLandmark(0, 1));
    save("queries/query.jpg", LandmarkRenderer.nonLandmark(0, 1));

    PublishedBatch gallery = publish(PhotoFolder.gallery(folder.resolve("gallery"), 1 << 20));
    PublishedBatch everyday =
        publish(PhotoFolder.nonLandmarks(folder.resolve("everyday"), 1 << 20));
    try (EmbedService embed = startEmbedWorker();
        RerankService rerank = startRerankWorker(work)) {
      long rows = gallery.images() + everyday.images();
      await().atMost(PATIENCE).until(() -> rerank.status().galleryRows() == rows);
      PublishedBatch queries = publish(PhotoFolder.queries(folder.resolve("queries"), 1 << 20));

      Prediction prediction = answer(queries);

      assertThat(prediction.getStrategy()).isEqualTo("distractor");
      assertThat(prediction.getGalleryImages()).isEqualTo(4);
      assertThat(prediction.getNeighbours()).hasSize(4);
      assertThat(prediction.getNeighbours())
          .extracting(Neighbour::getLandmarkId)
          .containsOnlyElementsOf(landmarks);
      assertThat(prediction.getCandidates().getFirst().getTerms())
          .filteredOn(term -> term.getName().equals("distraction"))
          .extracting(ScoreTerm::getValue)
          .singleElement()
          .satisfies(distraction -> assertThat(distraction).isCloseTo(1, within(1e-5)));
      assertThat(embed.isSound()).isTrue();
    }
  }

  private Prediction answer(PublishedBatch queries) {
    try (BatchAnswers answers = new BatchAnswers(cairn, queries.id().value())) {
      answers.awaitComplete(a -> {});
      return answers.predictions().iterator().next();
    }
  }

  private void save(String name, byte[] photograph) throws IOException {
    Path file = folder.resolve(name);
    Files.createDirectories(file.getParent());
    Files.write(file, photograph);
  }

  private PublishedBatch publish(PhotoFolder photos) throws IOException {
    try (BatchPublisher publisher =
        new BatchPublisher(
            cairn.kafka(), cairn.topicPrefix(), cairn.work().store(), Clock.systemUTC())) {
      return publisher.publish(BatchId.create(Clock.systemUTC()), photos, (done, total) -> {});
    }
  }

  private EmbedService startEmbedWorker() throws InterruptedException {
    return EmbedService.start(
        config(EmbedConfig.class, Map.of()), pipeline(), BROKER.kafka(), new SimpleMeterRegistry());
  }

  private RerankService startRerankWorker(WorkFolder work)
      throws IOException, InterruptedException {
    Map<String, String> settings =
        Map.of(
            "cairn.rerank.index", work.index().toString(), "cairn.rerank.strategy", "distractor");
    return RerankService.start(
        config(RerankConfig.class, settings),
        pipeline(),
        BROKER.kafka(),
        new SimpleMeterRegistry());
  }

  private PipelineConfig pipeline() {
    return config(
        PipelineConfig.class, Map.of("cairn.pipeline.store", cairn.work().store().toString()));
  }

  private static <T> T config(Class<T> type, Map<String, String> settings) {
    return new SmallRyeConfigBuilder()
        .addDiscoveredConverters()
        .withMapping(type)
        .withDefaultValues(settings)
        .build()
        .getConfigMapping(type);
  }

  private Bundle untrained() throws IOException {
    BundleFolder files = BundleFolder.empty(folder.resolve("bundle"));
    double[] oneClass = {0.05};
    try (TrainableModel model =
        TrainableModel.create(Architectures.byName("tf_efficientnet_b0"), oneClass, 1, 1)) {
      files.writeNetwork(model, IMAGE_SIZE);
      files.writeHead(model, ClassMap.ascending(List.of("landmark")), new int[] {1});
    }
    files.write(
        new Manifest(
            "tiny",
            "tf_efficientnet_b0",
            IMAGE_SIZE,
            LandmarkNetwork.DIMENSION,
            1,
            LandmarkNetwork.SUB_CENTRES,
            OnnxExporter.INPUT,
            OnnxExporter.OUTPUT,
            Optional.empty(),
            "untrained",
            Map.of(),
            Map.of()));
    return new FolderBundleStore(cairn.work().store()).publish(files.path());
  }
}
