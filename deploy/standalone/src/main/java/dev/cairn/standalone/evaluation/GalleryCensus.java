package dev.cairn.standalone.evaluation;

import com.carrotsearch.hppc.LongIntHashMap;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.Progress;
import dev.cairn.standalone.client.TopicScan;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/**
 * Which images a generation of the gallery holds, and how many of each landmark. Images go by the
 * first 64 bits of their id's SHA-256, so that millions of them take little memory. For one thread.
 */
final class GalleryCensus {
  private static final Logger LOG = Logger.getLogger(GalleryCensus.class);
  private static final Duration TURN = Duration.ofMillis(250);
  private static final int NONE = -1;

  private final LongIntHashMap landmarkOf = new LongIntHashMap();
  private final Map<String, Integer> numbers = new HashMap<>();
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
        put(key.imageId(), NONE);
      } else {
        String landmarkId = Codecs.EMBEDDING.decode(row.value()).getLandmarkId();
        put(key.imageId(), numbers.computeIfAbsent(landmarkId, _ -> numbers.size()));
      }
    } catch (CairnException e) {
      LOG.debugf(e, "Row %d of %s is ignored", row.offset(), row.topic());
    }
  }

  private void put(String imageId, int landmark) {
    long image = key(imageId);
    int former = landmarkOf.getOrDefault(image, NONE);
    if (former != NONE) {
      images.merge(former, -1, Integer::sum);
    }
    if (landmark == NONE) {
      landmarkOf.remove(image);
    } else {
      landmarkOf.put(image, landmark);
      images.merge(landmark, 1, Integer::sum);
    }
  }

  private static long key(String imageId) {
    return Long.parseUnsignedLong(Sha256.of(imageId), 0, Long.BYTES * 2, 16);
  }

  int images() {
    return landmarkOf.size();
  }

  boolean holds(String imageId) {
    return landmarkOf.containsKey(key(imageId));
  }

  int imagesOf(String landmarkId) {
    return images.getOrDefault(numbers.getOrDefault(landmarkId, NONE), 0);
  }
}
