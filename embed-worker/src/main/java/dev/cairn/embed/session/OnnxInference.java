package dev.cairn.embed.session;

import ai.djl.Model;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import dev.cairn.imaging.Pixels;
import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.Manifest;
import java.lang.foreign.Arena;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** A bundle in an ONNX Runtime session: every call fills the same buffer of pixels. */
final class OnnxInference implements Inference {
  private final Bundle bundle;
  private final Model model;
  private final Predictor<NDList, NDList> predictor;
  private final Arena memory = Arena.ofShared();
  private final ByteBuffer pixels;

  /**
   * @param model of the bundle, closed with this
   * @param maxImages of a call
   */
  OnnxInference(Bundle bundle, Model model, int maxImages) {
    int size = bundle.manifest().imageSize();
    this.bundle = bundle;
    this.model = model;
    this.predictor = model.newPredictor(new NoopTranslator());
    this.pixels =
        memory.allocate(Math.multiplyExact(maxImages, Pixels.byteCount(size, size))).asByteBuffer();
  }

  @Override
  public List<float[]> run(List<byte[]> images) {
    Manifest manifest = bundle.manifest();
    int size = manifest.imageSize();
    pixels.clear();
    images.forEach(pixels::put);
    pixels.flip();
    Shape shape = new Shape(images.size(), size, size, Pixels.CHANNELS);
    try (NDArray input = model.getNDManager().create(pixels, shape, DataType.UINT8)) {
      input.setName(manifest.inputName());
      try (NDList outputs = predictor.predict(new NDList(input))) {
        return rows(output(outputs, images.size()), images.size());
      }
    } catch (TranslateException | RuntimeException e) {
      if (DeviceMemory.isShort(e)) {
        throw DeviceMemory.error(bundle.digest(), images.size(), e);
      }
      throw new IllegalStateException("Inference of bundle " + bundle.digest() + " failed", e);
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
