package dev.cairn.train.dataset;

import dev.cairn.imaging.ImageDecoder;
import dev.cairn.imaging.ImageLimits;
import dev.cairn.imaging.ImageRejectedException;
import dev.cairn.imaging.Pixels;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jboss.logging.Logger;

/**
 * Decoded photographs of a dataset. As many as fit a byte budget stay in memory, the first ones
 * asked for, so that the epochs of a small dataset decode once. Safe for use by several threads.
 */
public final class Photos {
  private static final Logger LOG = Logger.getLogger(Photos.class);

  /** What a photograph turns out to be. */
  sealed interface Photo {}

  /** At its own size. */
  record Usable(Pixels pixels) implements Photo {}

  record Unusable(RejectedPhoto reason) implements Photo {}

  private final DatasetRows rows;
  private final PhotoSource source;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final Map<Integer, Photo> known = new ConcurrentHashMap<>();
  private final AtomicLong freeBytes;

  /**
   * @param budgetBytes of decoded pixels kept
   */
  public Photos(DatasetRows rows, PhotoSource source, long budgetBytes) {
    this.rows = rows;
    this.source = source;
    this.freeBytes = new AtomicLong(budgetBytes);
  }

  /**
   * One that cannot be used is logged once.
   *
   * @throws IOException when the storage fails, which says nothing of the photograph
   */
  Photo get(int row) throws IOException {
    Photo photo = known.get(row);
    return photo == null ? remember(row, decode(row)) : photo;
  }

  private Photo decode(int row) throws IOException {
    try {
      return new Usable(decoder.decode(source.read(row)));
    } catch (ImageRejectedException e) {
      return unusable(row, ErrorCode.valueOf("IMAGE_" + e.fault()), e.getMessage());
    } catch (CairnException e) {
      return unusable(row, e.code(), e.getMessage());
    }
  }

  private Photo unusable(int row, ErrorCode code, String reason) {
    RejectedPhoto rejected = new RejectedPhoto(rows.imageId(row), code, reason);
    LOG.warnf("Left out %s: %s: %s", rejected.imageId(), code, reason);
    return new Unusable(rejected);
  }

  private Photo remember(int row, Photo photo) {
    long bytes = photo instanceof Usable(Pixels pixels) ? pixels.rgb().length : 0;
    boolean fits = freeBytes.addAndGet(-bytes) >= 0 || bytes == 0;
    if (!fits || known.putIfAbsent(row, photo) != null) {
      freeBytes.addAndGet(bytes);
    }
    return photo;
  }
}
