package dev.cairn.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.groups.Tuple.tuple;
import static org.awaitility.Awaitility.await;

import dev.cairn.ingest.batch.BatchId;
import dev.cairn.ingest.batch.BatchPublisher;
import dev.cairn.ingest.batch.PublishedBatch;
import dev.cairn.pipeline.folder.PhotoFolder;
import dev.cairn.schemas.avro.Precision;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.avro.StageCompleted;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.BatchAnswers;
import dev.cairn.standalone.client.FailedImage;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.StageWatch;
import dev.cairn.standalone.client.TrainingClient;
import dev.cairn.standalone.demo.render.LandmarkRenderer;
import dev.cairn.standalone.gallery.Arrival;
import dev.cairn.standalone.up.WorkFolder;
import io.micrometer.core.instrument.MeterRegistry;
import io.quarkus.test.common.QuarkusTestResource;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.Arrays;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Photographs in, trained model, predictions out: every worker, a real broker, a real trainer. */
@QuarkusTest
@QuarkusTestResource(RunningCairn.class)
class MainJobTest {
  private static final int LANDMARKS = 3;
  private static final int PHOTOS = 4;

  @ConfigProperty(name = "kafka.bootstrap.servers")
  String bootstrapServers;

  @Inject MeterRegistry metrics;

  @TempDir Path folder;

  @Test
  @Timeout(240)
  void everyQueryIsAnsweredAndEveryBadImageHasItsCode() throws Exception {
    WorkFolder work = new WorkFolder(Path.of(System.getProperty(RunningCairn.WORK)));
    Installation cairn = new Installation(bootstrapServers, Topic.DEFAULT_PREFIX, work);
    PublishedBatch gallery = publish(cairn, drawGallery());
    train(cairn, gallery);
    try (Arrival arrival = Arrival.fromBeginning(cairn)) {
      arrival.await(gallery.id().value(), gallery.images(), done -> {});
    }
    // The topic has the rows; the index follows it, and a query does not wait for that.
    await().until(() -> metrics.get("cairn.gallery.rows").gauge().value() == gallery.images());

    PublishedBatch queries = publish(cairn, drawQueries());
    try (BatchAnswers answers = new BatchAnswers(cairn, queries.id().value())) {
      answers.awaitComplete(a -> {});
      assertThat(answers.predictions())
          .extracting(Prediction::getImageId)
          .containsExactlyInAnyOrder("query-0", "query-1", "query-2");
      assertThat(answers.predictions())
          .allSatisfy(prediction -> {
            assertThat(prediction.getGalleryImages()).isEqualTo(LANDMARKS * PHOTOS);
            assertThat(prediction.getNeighbours()).hasSize(5);
            assertThat(prediction.getExact()).isTrue();
          });
      assertThat(answers.failures())
          .extracting(FailedImage::imageId, FailedImage::code)
          .containsExactlyInAnyOrder(
              tuple("text", "IMAGE_FORMAT_UNSUPPORTED"),
              tuple("cut", "IMAGE_TRUNCATED"),
              tuple("empty", "IMAGE_EMPTY"));
    }
  }

  private PhotoFolder drawGallery() throws IOException {
    Path gallery = folder.resolve("gallery");
    for (String landmark : LandmarkRenderer.landmarks().subList(0, LANDMARKS)) {
      Path photos = Files.createDirectories(gallery.resolve(landmark));
      for (int i = 0; i < PHOTOS; i++) {
        Files.write(
            photos.resolve(landmark + "-" + i + ".jpg"),
            LandmarkRenderer.photograph(landmark, i, 1));
      }
    }
    return PhotoFolder.gallery(gallery, PhotoFolder.MAX_IMAGE_BYTES);
  }

  private PhotoFolder drawQueries() throws IOException {
    Path queries = Files.createDirectories(folder.resolve("queries"));
    for (int i = 0; i < LANDMARKS; i++) {
      byte[] photo = LandmarkRenderer.photograph(LandmarkRenderer.landmarks().get(i), PHOTOS, 1);
      Files.write(queries.resolve("query-" + i + ".jpg"), photo);
      Files.write(queries.resolve("cut.jpg"), Arrays.copyOf(photo, photo.length / 2));
    }
    Files.writeString(queries.resolve("text.jpg"), "This is no photograph.");
    Files.createFile(queries.resolve("empty.jpg"));
    return PhotoFolder.queries(queries, PhotoFolder.MAX_IMAGE_BYTES);
  }

  private static PublishedBatch publish(Installation cairn, PhotoFolder photos) throws IOException {
    try (BatchPublisher publisher =
        new BatchPublisher(
            cairn.kafka(), cairn.topicPrefix(), cairn.work().store(), Clock.systemUTC())) {
      return publisher.publish(BatchId.create(Clock.systemUTC()), photos, (done, total) -> {});
    }
  }

  private static void train(Installation cairn, PublishedBatch gallery)
      throws InterruptedException {
    TrainStageCommand stage =
        TrainStageCommand.newBuilder()
            .setModelName("tiny")
            .setStageId("tiny-32px")
            .setArchitecture("tf_efficientnet_b0")
            .setDataset("batch:" + gallery.id())
            .setImageSize(32)
            .setBatchSize(4)
            .setEpochs(2)
            .setInitialLearningRate(1e-4)
            .setValidationStride(1)
            // Avro would take the default from the class loader of the test framework.
            .setPrecision(Precision.FLOAT32)
            .setPromoteTo("default")
            .build();
    StringWriter told = new StringWriter();
    try (StageWatch watch = new StageWatch(cairn, "tiny", "tiny-32px")) {
      TrainingClient.send(cairn, "tiny", stage);
      Optional<StageCompleted> completed = watch.follow(new PrintWriter(told), () -> {});
      assertThat(completed).as(told.toString()).isPresent();
    }
  }
}
