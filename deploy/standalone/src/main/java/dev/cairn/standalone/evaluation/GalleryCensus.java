package dev.cairn.standalone.evaluation;

import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.Progress;
import dev.cairn.standalone.client.TopicScan;
import dev.cairn.standalone.gallery.ImageTable;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Which images a generation of the gallery holds, and how many of each landmark. Images go by what
 * {@link ImageTable} makes of their ids. For one thread.
 */
final class GalleryCensus {
  private static final Logger LOG = Logger.getLogger(GalleryCensus.class);
  private static final Duration TURN = Duration.ofMillis(250);

  private final ImageTable landmarkOf = new ImageTable();
  private final Map<Optional<String>, Integer> numbers = new HashMap<>();
  private final Map<Integer, Integer> images = new HashMap<>();

  /** Reads all that the topic holds of an ensemble's generation now, with a bar. */
  static GalleryCensus read(Installation cairn, String ensembleDigest) {
    GalleryCensus census = new GalleryCensus();
    try (TopicScan scan = TopicScan.fromBeginning(cairn, Topic.GALLERY)) {
      long all = scan.ahead();
      try (Progress progress = Progress.start("reading the gallery", all)) {
        while (!scan.caughtUp()) {
          scan.poll(TURN).forEach(row -> census.accept(row, ensembleDigest));
          progress.at(all - scan.ahead());
        }
      }
    }
    return census;
  }

  private void accept(ConsumerRecord<byte[], byte[]> row, String ensembleDigest) {
    try {
      GalleryKey key = GalleryKey.of(row.key());
      if (!key.ensembleDigest().equals(ensembleDigest)) {
        return;
      }
      if (row.value() == null) {
        put(key.imageId(), ImageTable.NONE);
      } else {
        Optional<String> landmarkId =
            Optional.ofNullable(Codecs.EMBEDDING.decode(row.value()).getLandmarkId());
        put(key.imageId(), numbers.computeIfAbsent(landmarkId, _ -> numbers.size()));
      }
    } catch (CairnException e) {
      LOG.debugf(e, "Row %d of %s is ignored", row.offset(), row.topic());
    }
  }

  private void put(String imageId, int landmark) {
    long image = ImageTable.image(imageId);
    int former =
        landmark == ImageTable.NONE ? landmarkOf.remove(image) : landmarkOf.put(image, landmark);
    if (former != ImageTable.NONE) {
      images.merge(former, -1, Integer::sum);
    }
    if (landmark != ImageTable.NONE) {
      images.merge(landmark, 1, Integer::sum);
    }
  }

  /** Those that queries are searched in, so without photographs of no landmark. */
  int images() {
    return landmarkOf.size() - imagesOf(Optional.empty());
  }

  boolean holds(String imageId) {
    return landmarkOf.contains(ImageTable.image(imageId));
  }

  int imagesOf(String landmarkId) {
    return imagesOf(Optional.of(landmarkId));
  }

  private int imagesOf(Optional<String> landmarkId) {
    return images.getOrDefault(numbers.getOrDefault(landmarkId, ImageTable.NONE), 0);
  }
}
