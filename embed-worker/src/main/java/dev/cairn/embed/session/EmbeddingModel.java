package dev.cairn.embed.session;

import ai.djl.Device;
import ai.djl.MalformedModelException;
import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.cairn.imaging.Pixels;
import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;

/**
 * One bundle in an ONNX Runtime session on the CPU. For one thread at a time: every call fills the
 * same buffer of pixels.
 */
public final class EmbeddingModel implements AutoCloseable {
  /** Two, so that a graph which fixes its batch at one is found out. */
  private static final int TRIAL_IMAGES = 2;

  /** Four times the largest that the recipes use: a manifest must not reserve all memory. */
  private static final int MAX_IMAGE_SIZE = 4096;

  private final Bundle bundle;
  private final Model model;
  private final Predictor<NDList, NDList> predictor;
  private final Arena memory = Arena.ofShared();
  private final ByteBuffer pixels;
  private final int batchLimit;

  private EmbeddingModel(Bundle bundle, Model model, int batchLimit, int pixelBytes) {
    this.bundle = bundle;
    this.model = model;
    this.batchLimit = batchLimit;
    this.predictor = model.newPredictor(new NoopTranslator());
    this.pixels = memory.allocate(pixelBytes).asByteBuffer();
  }

  /**
   * Loads the graph and tries it on black images, which finds every way in which it does not keep
   * to its manifest: names, types, shapes.
   *
   * @param threads that one inference uses
   * @throws CairnException with {@link ErrorCode#MODEL_INVALID}
   */
  public static EmbeddingModel load(Bundle bundle, int threads, BatchLimits limits) {
    int batchLimit = limits.images(bundle.manifest().imageSize());
    int pixelBytes = pixelBytes(bundle, Math.max(batchLimit, TRIAL_IMAGES));
    EmbeddingModel loaded =
        new EmbeddingModel(bundle, openGraph(bundle, threads), batchLimit, pixelBytes);
    try {
      byte[] black = new byte[Pixels.byteCount(loaded.imageSize(), loaded.imageSize())];
      loaded.run(Collections.nCopies(TRIAL_IMAGES, black));
      return loaded;
    } catch (RuntimeException e) {
      loaded.close();
      throw invalid(bundle, e);
    }
  }

  private static int pixelBytes(Bundle bundle, int images) {
    int size = bundle.manifest().imageSize();
    if (size > MAX_IMAGE_SIZE) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID,
          "Bundle %s takes images of %d pixels a side; at most %d are served"
              .formatted(bundle.digest(), size, MAX_IMAGE_SIZE));
    }
    return Math.multiplyExact(images, Pixels.byteCount(size, size));
  }

  private static Model openGraph(Bundle bundle, int threads) {
    OnnxRuntimeStart.await();
    Model model = Model.newInstance(bundle.digest(), Device.cpu(), OnnxRuntimeStart.ENGINE);
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(threads);
      // Decoding and the other stages share the cores with inference: waiting threads must sleep.
      options.addConfigEntry("session.intra_op.allow_spinning", "0");
      model.load(bundle.model(), null, Map.of("sessionOptions", options));
      return model;
    } catch (OrtException | IOException | MalformedModelException e) {
      model.close();
      throw invalid(bundle, e);
    }
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

  /** Images that go through the model at once. */
  public int batchLimit() {
    return batchLimit;
  }

  /**
   * Embeds images, as many at once as the model takes.
   *
   * @param images each uint8 {@code [imageSize][imageSize][3]}
   * @return for each image float32 {@code [dimension]}; NaN or infinite where the network is
   */
  public List<float[]> embed(List<byte[]> images) {
    List<float[]> rows = new ArrayList<>(images.size());
    for (int from = 0; from < images.size(); from += batchLimit) {
      rows.addAll(run(images.subList(from, Math.min(images.size(), from + batchLimit))));
    }
    return rows;
  }

  private List<float[]> run(List<byte[]> images) {
    Manifest manifest = bundle.manifest();
    pixels.clear();
    images.forEach(pixels::put);
    pixels.flip();
    Shape shape = new Shape(images.size(), imageSize(), imageSize(), Pixels.CHANNELS);
    try (NDArray input = model.getNDManager().create(pixels, shape, DataType.UINT8)) {
      input.setName(manifest.inputName());
      try (NDList outputs = predictor.predict(new NDList(input))) {
        return rows(output(outputs, images.size()), images.size());
      }
    } catch (TranslateException e) {
      throw new IllegalStateException("Inference of bundle " + digest() + " failed", e);
    }
  }

  private NDArray output(NDList outputs, int images) {
    Manifest manifest = bundle.manifest();
    NDArray output = outputs.get(manifest.outputName());
    Shape expected = new Shape(images, manifest.dimension());
    if (output == null
        || output.getDataType() != DataType.FLOAT32
        || !output.getShape().equals(expected)) {
      throw new IllegalStateException(
          "the graph gives %s, not %s: float32 %s"
              .formatted(outputs, manifest.outputName(), expected));
    }
    return output;
  }

  private List<float[]> rows(NDArray output, int images) {
    float[] values = output.toFloatArray();
    int dimension = bundle.manifest().dimension();
    List<float[]> rows = new ArrayList<>(images);
    for (int i = 0; i < images; i++) {
      rows.add(Arrays.copyOfRange(values, i * dimension, (i + 1) * dimension));
    }
    return rows;
  }

  @Override
  public void close() {
    predictor.close();
    model.close();
    memory.close();
  }
}
