package dev.cairn.bench;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.embed.EmbedService;
import dev.cairn.rerank.RerankService;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Whole embed- and rerank-workers, with one user who asks and waits for the answer. */
final class Recognition implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofSeconds(1);

  private final Installation installation;
  private final SimpleMeterRegistry registry = new SimpleMeterRegistry();
  private final EmbedService embed;
  private final RerankService rerank;
  private final KafkaConsumer<byte[], byte[]> predictions;

  private Recognition(TemporaryBundles bundles, Map<String, String> settings)
      throws IOException, InterruptedException {
    installation = Installation.start(bundles);
    embed = installation.embedWorker(settings, registry);
    String index = bundles.folder().path().resolve("gallery").toString();
    rerank = installation.rerankWorker(Map.of("cairn.rerank.index", index), registry);
    predictions = installation.reader(Topic.PREDICTIONS);
  }

  /**
   * Starts the workers and returns when the gallery can be searched.
   *
   * @param settings of {@code cairn.embed}
   */
  static Recognition start(
      TemporaryBundles bundles, Map<String, String> settings, List<Photograph> gallery)
      throws IOException, InterruptedException {
    Recognition recognition = new Recognition(bundles, settings);
    recognition.fill(gallery);
    return recognition;
  }

  private void fill(List<Photograph> gallery) throws IOException, InterruptedException {
    for (int i = 0; i < gallery.size(); i++) {
      installation.send(Topic.GALLERY_IMAGES, gallery.get(i).ofGallery("gallery-" + i, "landmark"));
    }
    long rows = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (rows < gallery.size()) {
      Thread.sleep(POLL);
      long now = rerank.status().galleryRows();
      if (now > rows) {
        rows = now;
        deadline = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new IOException(
            "%d of %d photographs are in the gallery: see the log".formatted(rows, gallery.size()));
      }
    }
  }

  /**
   * An answer and how long the user waited for it.
   *
   * @param seconds from sending the query to reading the prediction
   */
  record Answer(double seconds, Prediction prediction) {}

  Answer ask(ImageRecord query) throws IOException {
    long start = System.nanoTime();
    installation.send(Topic.IMAGES, query);
    while (System.nanoTime() - start < PATIENCE.toNanos()) {
      for (ConsumerRecord<byte[], byte[]> record : predictions.poll(POLL)) {
        double seconds = (System.nanoTime() - start) / 1e9;
        if (new String(record.key(), UTF_8).equals(query.getImageId())) {
          return new Answer(seconds, Codecs.PREDICTION.decode(record.value()));
        }
      }
    }
    throw new IOException("No prediction came for %s: see the log".formatted(query.getImageId()));
  }

  /** What the transactions of a stage have taken so far. */
  double commitSeconds(String stage) {
    return registry
        .get("cairn.stage.commit")
        .tag("stage", stage)
        .timer()
        .totalTime(TimeUnit.SECONDS);
  }

  @Override
  public void close() throws IOException, InterruptedException {
    predictions.close();
    embed.close();
    rerank.close();
    installation.close();
  }
}
