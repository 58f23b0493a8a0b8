package dev.cairn.train.dataset;

import dev.cairn.imaging.ImageDecoder;
import dev.cairn.imaging.ImageLimits;
import dev.cairn.imaging.ImageRejectedException;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.jboss.logging.Logger;

/**
 * Reads and decodes the photographs of a dataset, and remembers which ones cannot be used. Pixels
 * are not kept: decoding is a third of what a training image costs, and a large dataset would never
 * find one again. Safe for use by several threads.
 */
final class Photos {
  private static final Logger LOG = Logger.getLogger(Photos.class);

  /** Makes an image out of the encoded bytes of a photograph. */
  @FunctionalInterface
  interface Use {
    /**
     * @throws ImageRejectedException when the bytes cannot be decoded
     */
    void accept(ImageDecoder decoder, byte[] photograph);
  }

  private final DatasetRows rows;
  private final PhotoSource source;
  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private final Map<Integer, RejectedPhoto> rejected = new ConcurrentHashMap<>();

  Photos(DatasetRows rows, PhotoSource source) {
    this.rows = rows;
    this.source = source;
  }

  /**
   * Uses a photograph, unless it is known that it cannot be used; that is logged the first time.
   *
   * @return why it cannot be used; empty when it was
   * @throws IOException when the storage fails, which says nothing of the photograph
   */
  Optional<RejectedPhoto> use(int row, Use use) throws IOException {
    RejectedPhoto known = rejected.get(row);
    if (known != null) {
      return Optional.of(known);
    }
    try {
      use.accept(decoder, source.read(row));
      return Optional.empty();
    } catch (ImageRejectedException e) {
      return reject(row, ErrorCode.valueOf("IMAGE_" + e.fault()), e.getMessage());
    } catch (CairnException e) {
      return reject(row, e.code(), e.getMessage());
    }
  }

  private Optional<RejectedPhoto> reject(int row, ErrorCode code, String reason) {
    RejectedPhoto photo = new RejectedPhoto(rows.imageId(row), code, reason);
    if (rejected.put(row, photo) == null) {
      LOG.warnf("Left out %s: %s: %s", photo.imageId(), code, reason);
    }
    return Optional.of(photo);
  }
}
