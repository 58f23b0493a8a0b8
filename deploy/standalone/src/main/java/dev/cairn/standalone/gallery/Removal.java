package dev.cairn.standalone.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.ingest.batch.Outbox;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.Progress;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;
import org.apache.kafka.common.KafkaException;

/**
 * Takes photographs out of all generations. The workers do it where an ensemble serves or is made;
 * rows of other generations, which nobody works on, are removed from here. For one thread.
 */
public final class Removal implements RowWatch {
  private final RowSearch search;
  private final Set<GalleryKey> awaited = new HashSet<>();

  /**
   * @param wanted rows of the photographs that are to go
   */
  public Removal(BiPredicate<GalleryKey, EmbeddingRecord> wanted) {
    search = new RowSearch(wanted);
  }

  @Override
  public void put(GalleryKey key, EmbeddingRecord row) {
    search.put(key, row);
  }

  @Override
  public void gone(GalleryKey key) {
    search.gone(key);
    awaited.remove(key);
  }

  /** What has been found, by image id. */
  public SortedMap<String, Photograph> photographs() {
    return search.inAny();
  }

  /** The generations that have any of them. */
  public List<Generation> generations(Gallery gallery) {
    return gallery.known().stream()
        .filter(generation -> !search.in(generation.ensembleDigest()).isEmpty())
        .toList();
  }

  /** Rows in all of them. */
  public int rows(Gallery gallery) {
    return generations(gallery).stream().mapToInt(g -> search.in(g.ensembleDigest()).size()).sum();
  }

  /**
   * Asks for what has been found to go, and returns when the broker knows.
   *
   * @throws CairnException with {@code KAFKA_UNREACHABLE}; sent again it does no harm
   */
  public void send(Installation installation, Gallery gallery) {
    try (Outbox outbox = installation.outbox()) {
      for (String imageId : photographs().keySet()) {
        outbox.send(installation.topic(Topic.GALLERY_IMAGES), imageId.getBytes(UTF_8), null);
      }
      for (Generation generation : generations(gallery)) {
        List<GalleryKey> keys = keys(generation.ensembleDigest(), generation.ensembleDigest());
        awaited.addAll(keys);
        if (!gallery.isAlive(generation)) {
          keys.forEach(key -> outbox.send(installation.topic(Topic.GALLERY), key.bytes(), null));
        }
      }
      awaited.addAll(onTheirWay(gallery));
      outbox.flush();
    } catch (KafkaException e) {
      throw new CairnException(
          ErrorCode.KAFKA_UNREACHABLE,
          "The broker did not take all removals (%s): remove the photographs again"
              .formatted(e.getMessage()),
          e);
    }
  }

  /** Rows that a generation which is being made may get before it hears of the removal. */
  private List<GalleryKey> onTheirWay(Gallery gallery) {
    return gallery.announcements().all().stream()
        .filter(ensemble -> ensemble.getSource() != null)
        .filter(ensemble -> gallery.isAlive(gallery.generation(ensemble.getSource())))
        .flatMap(this::followed)
        .toList();
  }

  private Stream<GalleryKey> followed(EnsemblePublished ensemble) {
    return keys(ensemble.getSource(), ensemble.getEnsembleDigest()).stream();
  }

  /** Keys in one generation of what another one has. */
  private List<GalleryKey> keys(String has, String ensembleDigest) {
    return search.in(has).keySet().stream()
        .map(imageId -> new GalleryKey(ensembleDigest, imageId))
        .toList();
  }

  /**
   * Waits, with a bar, until all rows that were found have gone.
   *
   * @param scan by which they were found
   */
  public void await(GalleryScan scan) {
    int rows = awaited.size();
    try (Progress progress = Progress.start("removing rows", rows)) {
      Silence silence = new Silence();
      while (!awaited.isEmpty()) {
        scan.poll(_ -> {});
        progress.at(rows - awaited.size());
        progress.note(silence.note(awaited.size()));
      }
    }
  }
}
