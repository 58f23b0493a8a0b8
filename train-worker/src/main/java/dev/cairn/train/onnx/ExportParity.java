package dev.cairn.train.onnx;

import ai.djl.MalformedModelException;
import ai.djl.inference.Predictor;
import ai.djl.ndarray.NDArray;
import ai.djl.ndarray.NDList;
import ai.djl.ndarray.NDManager;
import ai.djl.ndarray.types.DataType;
import ai.djl.ndarray.types.Shape;
import ai.djl.repository.zoo.Criteria;
import ai.djl.repository.zoo.ModelNotFoundException;
import ai.djl.repository.zoo.ZooModel;
import ai.djl.translate.NoopTranslator;
import ai.djl.translate.TranslateException;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.torch.ImageBatch;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.Random;

/** Proves that an export gives the embeddings of the model it was made from. */
public final class ExportParity {

  /** Largest difference allowed between two values of an embedding. */
  public static final double TOLERANCE = 1e-4;

  private static final int IMAGES = 4;
  private static final long SEED = 233;

  private ExportParity() {}

  /**
   * Compares both on random images, through the engine that serves the export.
   *
   * @return the largest difference
   * @throws CairnException {@code EXPORT_PARITY} beyond the tolerance, {@code MODEL_INVALID} when
   *     the engine cannot load the export
   */
  public static double check(TrainableModel model, int imageSize, Path file) throws IOException {
    ImageBatch images = randomImages(imageSize);
    double difference = largestDifference(model.embed(images), embed(file, images));
    if (!(difference <= TOLERANCE)) {
      throw new CairnException(
          ErrorCode.EXPORT_PARITY,
          "Export %s differs from its network by %g, more than %g; it must not be served"
              .formatted(file, difference, TOLERANCE));
    }
    return difference;
  }

  private static ImageBatch randomImages(int imageSize) {
    byte[] bytes = new byte[IMAGES * imageSize * imageSize * 3];
    new Random(SEED).nextBytes(bytes);
    ByteBuffer pixels = ByteBuffer.allocateDirect(bytes.length).put(bytes).flip();
    return new ImageBatch(pixels, IMAGES, imageSize);
  }

  static float[] embed(Path file, ImageBatch images) throws IOException {
    Criteria<NDList, NDList> criteria =
        Criteria.builder()
            .setTypes(NDList.class, NDList.class)
            .optEngine("OnnxRuntime")
            .optModelPath(file)
            .optTranslator(new NoopTranslator())
            .build();
    try (ZooModel<NDList, NDList> model = criteria.loadModel();
        Predictor<NDList, NDList> predictor = model.newPredictor();
        NDManager manager = model.getNDManager().newSubManager()) {
      Shape shape = new Shape(images.images(), images.imageSize(), images.imageSize(), 3);
      NDArray pixels = manager.create(images.pixels().duplicate(), shape, DataType.UINT8);
      NDList embeddings = predictor.predict(new NDList(pixels));
      embeddings.attach(manager);
      return embeddings.head().toFloatArray();
    } catch (ModelNotFoundException | MalformedModelException | TranslateException e) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID, "ONNX Runtime cannot run export " + file, e);
    }
  }

  /** NaN when any value is: no comparison with it holds. */
  private static double largestDifference(float[][] expected, float[] actual) {
    double largest = 0;
    int at = 0;
    for (float[] embedding : expected) {
      for (float value : embedding) {
        largest = Math.max(largest, Math.abs(value - actual[at++]));
      }
    }
    return largest;
  }
}
