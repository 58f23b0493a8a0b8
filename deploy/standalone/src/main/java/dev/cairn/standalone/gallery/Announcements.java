package dev.cairn.standalone.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.bundle.NextEnsemble;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.TopicScan;
import java.time.Duration;
import java.util.Collection;
import java.util.Collections;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.jboss.logging.Logger;

/** The ensembles that the models topic announces, by name. For one thread. */
public final class Announcements {
  private static final Logger LOG = Logger.getLogger(Announcements.class);
  private static final Duration TURN = Duration.ofMillis(250);

  private final Map<String, EnsemblePublished> ensembles = new TreeMap<>();

  /** Reads what is announced now. */
  public static Announcements read(Installation installation) {
    Announcements announcements = new Announcements();
    try (TopicScan scan = TopicScan.fromBeginning(installation, Topic.MODELS)) {
      while (!scan.caughtUp()) {
        scan.poll(TURN).forEach(announcements::accept);
      }
    }
    return announcements;
  }

  /** What the workers of this name serve. */
  public Optional<EnsemblePublished> serving(String ensembleName) {
    return Optional.ofNullable(ensembles.get(ensembleName));
  }

  /** What they make the gallery of meanwhile. */
  public Optional<EnsemblePublished> next(String ensembleName) {
    return serving(NextEnsemble.of(ensembleName));
  }

  /** All of them, those to be included. */
  public Collection<EnsemblePublished> all() {
    return Collections.unmodifiableCollection(ensembles.values());
  }

  /** Takes in a message of the models topic; one that is no announcement changes nothing. */
  void accept(ConsumerRecord<byte[], byte[]> message) {
    if (message.value() == null) {
      ensembles.remove(new String(message.key(), UTF_8));
      return;
    }
    try {
      if (Codecs.MODEL_EVENT.decode(message.value()).getEvent() instanceof EnsemblePublished e
          && Sha256.isHex(e.getEnsembleDigest())) {
        ensembles.put(e.getEnsembleName(), e);
      }
    } catch (CairnException e) {
      LOG.debugf(e, "Message %d of the models is ignored", message.offset());
    }
  }
}
