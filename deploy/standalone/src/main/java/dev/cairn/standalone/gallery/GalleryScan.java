package dev.cairn.standalone.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.stage.DeadLetters;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.Progress;
import dev.cairn.standalone.client.TopicScan;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.LongConsumer;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;
import org.jboss.logging.Logger;

/**
 * The gallery of an installation, as far as its rows, dead letters and announcements have been
 * read. For one thread.
 */
public final class GalleryScan implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(GalleryScan.class);
  private static final Duration TURN = Duration.ofMillis(250);

  private final TopicScan scan;
  private final byte[] galleryTopic;
  private final List<RowWatch> watches;
  private final Gallery gallery = new Gallery();

  /**
   * @param watches are told every message of the gallery topic, before it is counted
   */
  public GalleryScan(Installation installation, RowWatch... watches) {
    this.watches = List.of(watches);
    scan = TopicScan.fromBeginning(installation, Topic.MODELS, Topic.GALLERY, Topic.DEAD_LETTERS);
    galleryTopic = installation.topic(Topic.GALLERY).getBytes(UTF_8);
  }

  /** As far as it has been read. */
  public Gallery gallery() {
    return gallery;
  }

  /** Reads all that the topics held when this was opened, with a bar. */
  public Gallery readAll() {
    long all = scan.ahead();
    try (Progress progress = Progress.start("reading the gallery", all)) {
      while (!scan.caughtUp()) {
        poll(_ -> {});
        progress.at(all - scan.ahead());
      }
    }
    return gallery;
  }

  /**
   * Takes in what has arrived, waiting a quarter of a second for more.
   *
   * @param touched told each image whose row came or went, or that failed
   */
  void poll(LongConsumer touched) {
    for (ConsumerRecord<byte[], byte[]> message : scan.poll(TURN)) {
      try {
        if (scan.isOf(message, Topic.MODELS)) {
          gallery.announcements().accept(message);
        } else if (scan.isOf(message, Topic.GALLERY)) {
          touched.accept(row(message));
        } else if (isOfRow(message)) {
          touched.accept(letter(message));
        }
      } catch (CairnException e) {
        LOG.debugf(e, "Message %d of %s is ignored", message.offset(), message.topic());
      }
    }
  }

  private long row(ConsumerRecord<byte[], byte[]> message) {
    try {
      GalleryKey key = GalleryKey.of(message.key());
      long image = ImageTable.image(key.imageId());
      Generation generation = gallery.generation(key.ensembleDigest());
      if (message.value() == null) {
        watches.forEach(watch -> watch.gone(key));
        generation.remove(image);
      } else {
        EmbeddingRecord row = Codecs.EMBEDDING.decode(message.value());
        watches.forEach(watch -> watch.put(key, row));
        generation.put(image, row);
      }
      return image;
    } catch (CairnException e) {
      watches.forEach(watch -> watch.unreadable(message, e));
      throw e;
    }
  }

  private long letter(ConsumerRecord<byte[], byte[]> message) {
    GalleryKey key = GalleryKey.of(message.key());
    long image = ImageTable.image(key.imageId());
    gallery.generation(key.ensembleDigest()).fail(image);
    return image;
  }

  /** Who embeds a photograph again reads its row, so the row is what fails. */
  private boolean isOfRow(ConsumerRecord<byte[], byte[]> letter) {
    Header topic = letter.headers().lastHeader(DeadLetters.TOPIC);
    return topic != null && Arrays.equals(topic.value(), galleryTopic);
  }

  @Override
  public void close() {
    scan.close();
  }
}
