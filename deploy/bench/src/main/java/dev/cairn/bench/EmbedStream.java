package dev.cairn.bench;

import dev.cairn.embed.EmbedService;
import dev.cairn.schemas.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** A whole embed-worker, with one client that writes images and reads embeddings. */
final class EmbedStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Installation installation;
  private final EmbedService worker;
  private final KafkaConsumer<byte[], byte[]> embeddings;
  private final KafkaConsumer<byte[], byte[]> deadLetters;

  private EmbedStream(Installation installation, EmbedService worker) {
    this.installation = installation;
    this.worker = worker;
    embeddings = installation.reader(Topic.EMBEDDINGS);
    deadLetters = installation.reader(Topic.DEAD_LETTERS);
  }

  /**
   * Starts a worker that serves the bundles as one ensemble.
   *
   * @param settings of {@code cairn.embed}
   */
  static EmbedStream start(TemporaryBundles bundles, Map<String, String> settings)
      throws IOException, InterruptedException {
    Installation installation = Installation.start(bundles);
    EmbedService worker = installation.embedWorker(settings, new SimpleMeterRegistry());
    return new EmbedStream(installation, worker);
  }

  /** Publishes this many images, the photographs in turn, and reads until all embeddings came. */
  void embed(List<Photograph> photographs, int images) throws IOException, InterruptedException {
    Thread publisher = Thread.ofPlatform().start(() -> publish(photographs, images));
    int readable = 0;
    long deadline = System.nanoTime() + PATIENCE.toNanos();
    while (readable < images) {
      int more = embeddings.poll(POLL).count();
      if (more > 0) {
        readable += more;
        deadline = System.nanoTime() + PATIENCE.toNanos();
      } else if (System.nanoTime() > deadline) {
        throw new IOException(
            "%d of %d embeddings came and %d dead letters: %s"
                .formatted(
                    readable,
                    images,
                    deadLetters.poll(POLL).count(),
                    worker.status().refusal().orElse("see the log")));
      }
    }
    publisher.join();
  }

  private void publish(List<Photograph> photographs, int images) {
    for (int i = 0; i < images; i++) {
      Photograph photograph = photographs.get(i % photographs.size());
      installation.send(Topic.IMAGES, photograph.query("image-" + i));
    }
    installation.flush();
  }

  @Override
  public void close() throws IOException, InterruptedException {
    embeddings.close();
    deadLetters.close();
    worker.close();
    installation.close();
  }
}
