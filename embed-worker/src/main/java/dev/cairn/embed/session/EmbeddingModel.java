package dev.cairn.embed.session;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.ArrayList;
import java.util.List;
import org.jboss.logging.Logger;

/**
 * One bundle that is ready to embed. For one thread at a time, but for {@link #batchLimit()}.
 *
 * <p>It runs as many images at once as its limits allow and its device can hold: where that is
 * short of memory, the images are halved, and what turns out to fit is the limit from then on.
 */
public final class EmbeddingModel implements AutoCloseable {
  private static final Logger LOG = Logger.getLogger(EmbeddingModel.class);

  /** Four times the largest that the recipes use: a manifest must not reserve all memory. */
  private static final int MAX_IMAGE_SIZE = 4096;

  private final Bundle bundle;
  private final Inference inference;
  private volatile int batchLimit;

  EmbeddingModel(Bundle bundle, Inference inference, int batchLimit) {
    this.bundle = bundle;
    this.inference = inference;
    this.batchLimit = batchLimit;
  }

  /**
   * Loads the graph and tries it, which finds every way in which it does not keep to its manifest,
   * names, types and shapes, and weights that give no numbers; in half precision also whether it
   * still sees what it saw. The device is warm afterwards, and the batch limit is one that it can
   * hold.
   *
   * @throws CairnException with {@link ErrorCode#MODEL_INVALID}
   * @throws OutOfMemoryError when the device cannot hold it
   */
  public static EmbeddingModel load(Bundle bundle, SessionSettings settings, BatchLimits limits) {
    int imageSize = bundle.manifest().imageSize();
    if (imageSize > MAX_IMAGE_SIZE) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID,
          "Bundle %s takes images of %d pixels a side; at most %d are served"
              .formatted(bundle.digest(), imageSize, MAX_IMAGE_SIZE));
    }
    int batchLimit = limits.images(imageSize);
    Trial trial = new Trial(imageSize, batchLimit);
    try {
      EmbeddingModel model = open(bundle, settings, batchLimit);
      try {
        trial.run(model);
        if (settings.fp16()) {
          SessionSettings single = SessionSettings.ofThreads(settings.threads());
          try (EmbeddingModel exact = open(bundle, single, batchLimit)) {
            trial.compare(model, exact);
          }
        }
        return model;
      } catch (RuntimeException | OutOfMemoryError e) {
        model.close();
        throw e;
      }
    } catch (RuntimeException e) {
      throw invalid(bundle, e);
    }
  }

  private static EmbeddingModel open(Bundle bundle, SessionSettings settings, int batchLimit) {
    var inference = new OnnxInference(bundle, GraphLoader.load(bundle, settings), batchLimit);
    return new EmbeddingModel(bundle, inference, batchLimit);
  }

  /** False when a value is NaN or infinite. */
  public static boolean isFinite(float[] embedding) {
    for (float value : embedding) {
      if (!Float.isFinite(value)) {
        return false;
      }
    }
    return true;
  }

  private static CairnException invalid(Bundle bundle, Exception cause) {
    Throwable reason = cause;
    while (reason.getCause() != null) {
      reason = reason.getCause();
    }
    return new CairnException(
        ErrorCode.MODEL_INVALID,
        "Bundle %s cannot be served, export it again: %s"
            .formatted(bundle.digest(), reason.getMessage()),
        cause);
  }

  public String digest() {
    return bundle.digest();
  }

  /** Width and height in pixels. */
  public int imageSize() {
    return bundle.manifest().imageSize();
  }

  /** Images that go through the model at once, as far as is known now. Safe for any thread. */
  public int batchLimit() {
    return batchLimit;
  }

  /**
   * Embeds images, as many at once as the model takes.
   *
   * @param images each uint8 {@code [imageSize][imageSize][3]}
   * @return for each image float32 {@code [dimension]}; NaN or infinite where the network is
   * @throws OutOfMemoryError when one of the images alone is too much for the device
   */
  public List<float[]> embed(List<byte[]> images) {
    List<float[]> rows = new ArrayList<>(images.size());
    while (rows.size() < images.size()) {
      int end = Math.min(images.size(), rows.size() + batchLimit);
      rows.addAll(halving(images.subList(rows.size(), end)));
    }
    return rows;
  }

  private List<float[]> halving(List<byte[]> images) {
    try {
      return inference.run(images);
    } catch (OutOfMemoryError e) {
      if (images.size() == 1) {
        throw e;
      }
      int half = Math.ceilDiv(images.size(), 2);
      List<float[]> rows = new ArrayList<>(halving(images.subList(0, half)));
      rows.addAll(halving(images.subList(half, images.size())));
      // Only now: had one image been too much by itself, their number would not be to blame.
      lower(half);
      return rows;
    }
  }

  private void lower(int limit) {
    if (limit < batchLimit) {
      LOG.warnf("Bundle %s runs at most %d images at once: memory is short", digest(), limit);
      batchLimit = limit;
    }
  }

  @Override
  public void close() {
    inference.close();
  }
}
