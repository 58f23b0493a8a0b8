package dev.cairn.train.dataset;

import dev.cairn.imaging.ImageDecoder;
import dev.cairn.imaging.ImageLimits;
import dev.cairn.imaging.ImageRejectedException;
import dev.cairn.imaging.Pixels;
import dev.cairn.schemas.error.CairnException;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Decoded photographs by claim check. As many as fit a byte budget stay in memory, the first ones
 * asked for, so that the epochs of a small dataset decode once. Safe for use by several threads.
 */
public final class Photos {
  private static final Logger LOG = Logger.getLogger(Photos.class);

  /** Reads the bytes behind a claim check. */
  @FunctionalInterface
  public interface Source {
    /**
     * @throws CairnException when the blob is missing or damaged
     */
    byte[] bytes(String uri) throws IOException;
  }

  private final Source source;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final Map<String, Optional<Pixels>> decoded = new ConcurrentHashMap<>();
  private final AtomicLong freeBytes;

  /**
   * @param budgetBytes of decoded pixels kept
   */
  public Photos(Source source, long budgetBytes) {
    this.source = source;
    this.freeBytes = new AtomicLong(budgetBytes);
  }

  /**
   * The pixels at the photograph's own size; empty when it cannot be used, which is logged once.
   *
   * @throws IOException when the store fails, which says nothing of the photograph
   */
  Optional<Pixels> get(Sample sample) throws IOException {
    Optional<Pixels> known = decoded.get(sample.uri());
    return known == null ? remember(sample, decode(sample)) : known;
  }

  /** How many photographs could not be used so far. */
  public long rejected() {
    return decoded.values().stream().filter(Optional::isEmpty).count();
  }

  private Optional<Pixels> decode(Sample sample) throws IOException {
    try {
      return Optional.of(decoder.decode(source.bytes(sample.uri())));
    } catch (ImageRejectedException e) {
      LOG.warnf("Left out %s: IMAGE_%s: %s", sample.imageId(), e.fault(), e.getMessage());
    } catch (CairnException e) {
      LOG.warnf("Left out %s: %s: %s", sample.imageId(), e.code(), e.getMessage());
    }
    return Optional.empty();
  }

  private Optional<Pixels> remember(Sample sample, Optional<Pixels> photo) {
    long bytes = photo.map(pixels -> (long) pixels.rgb().length).orElse(0L);
    boolean fits = photo.isEmpty() || freeBytes.addAndGet(-bytes) >= 0;
    if (!fits || decoded.putIfAbsent(sample.uri(), photo) != null) {
      freeBytes.addAndGet(bytes);
    }
    return photo;
  }
}
