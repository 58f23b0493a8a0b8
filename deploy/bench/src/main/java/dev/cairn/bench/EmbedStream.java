package dev.cairn.bench;

import dev.cairn.embed.EmbedService;
import dev.cairn.schemas.topic.Topic;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.KafkaConsumer;

/** Whole embed-workers, with one client that writes images and reads embeddings. */
final class EmbedStream implements AutoCloseable {
  private static final Duration PATIENCE = Duration.ofSeconds(60);
  private static final Duration POLL = Duration.ofMillis(100);

  private final Installation installation;
  private final List<EmbedService> workers;
  private final KafkaConsumer<byte[], byte[]> embeddings;
  private final KafkaConsumer<byte[], byte[]> deadLetters;

  private EmbedStream(Installation installation, List<EmbedService> workers) {
    this.installation = installation;
    this.workers = workers;
    embeddings = installation.reader(Topic.EMBEDDINGS);
    deadLetters = installation.reader(Topic.DEAD_LETTERS);
  }

  /**
   * Starts workers that serve the bundles as one ensemble and share the images.
   *
   * @param settings of {@code cairn.embed}, the same for all
   */
  static EmbedStream start(TemporaryBundles bundles, Map<String, String> settings, int count)
      throws IOException, InterruptedException {
    Installation installation = Installation.start(bundles);
    List<EmbedService> workers = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      Map<String, String> own = new HashMap<>(settings);
      own.put("cairn.embed.instance-id", "embed-" + i);
      workers.add(installation.embedWorker(own, new SimpleMeterRegistry()));
    }
    installation.awaitMembers("embed-query", count);
    return new EmbedStream(installation, workers);
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
                    workers.getFirst().status().refusal().orElse("see the log")));
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
    for (EmbedService worker : workers) {
      worker.close();
    }
    installation.close();
  }
}
