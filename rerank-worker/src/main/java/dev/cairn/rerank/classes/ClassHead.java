package dev.cairn.rerank.classes;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.tensor.DType;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.rerank.product.QueryBatch;
import dev.cairn.rerank.product.RowMatrix;
import dev.cairn.rerank.product.RowProducts;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.lang.foreign.MemorySegment;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;

/**
 * The classifier of one model: sub-centres as they lie in the mapped file, and the inverse of their
 * lengths, so that nothing is copied. Safe for use by several threads until closed.
 */
public final class ClassHead implements AutoCloseable {
  private static final String WEIGHT = "weight";

  /** Classes that one thread multiplies at a time. */
  private static final int CHUNK_CLASSES = 1024;

  private final Safetensors file;
  private final MemorySegment weight;
  private final float[] inverseNorms;
  private final int subCentres;
  private final int dimension;
  private final List<String> landmarkIds;

  private ClassHead(Safetensors file, long[] shape, List<String> landmarkIds) {
    this.file = file;
    this.weight = file.data(WEIGHT);
    this.subCentres = Math.toIntExact(shape[1]);
    this.dimension = Math.toIntExact(shape[2]);
    this.inverseNorms =
        RowNorms.inverse(weight, Math.multiplyExact(landmarkIds.size(), subCentres), dimension);
    this.landmarkIds = landmarkIds;
  }

  /**
   * Maps the head of a bundle.
   *
   * @throws CairnException with {@code MODEL_INVALID} when it does not fit its class list or has
   *     values that are not finite
   */
  public static ClassHead open(Bundle bundle) throws IOException {
    List<String> landmarkIds = ClassList.read(bundle.classes());
    Safetensors file = Safetensors.open(bundle.head());
    try {
      Tensor tensor = file.tensor(WEIGHT);
      long[] shape = tensor.shape();
      if (tensor.type() != DType.F32
          || shape.length != 3
          || shape[0] != landmarkIds.size()
          || shape[1] == 0
          || shape[2] == 0) {
        throw new CairnException(
            ErrorCode.MODEL_INVALID,
            "%s: tensor %s is %s%s; %d classes need F32[%d, sub-centres, dimension]"
                .formatted(
                    bundle.head(),
                    WEIGHT,
                    tensor.type(),
                    Arrays.toString(shape),
                    landmarkIds.size(),
                    landmarkIds.size()));
      }
      return new ClassHead(file, shape, landmarkIds);
    } catch (CairnException | ArithmeticException e) {
      file.close();
      throw e;
    }
  }

  /** Landmark of each class. */
  List<String> landmarkIds() {
    return landmarkIds;
  }

  /** Of a query. */
  int dimension() {
    return dimension;
  }

  /**
   * Cosine of every query with the nearest sub-centre of every class, on all processors.
   *
   * @param queries L2-normalised, {@code [queries][dimension]}
   * @return {@code [classes * queries]}, class-major
   */
  float[] cosines(float[][] queries) {
    QueryBatch batch = QueryBatch.of(queries);
    int classes = landmarkIds.size();
    float[] cosines = new float[Math.multiplyExact(classes, queries.length)];
    Arrays.fill(cosines, Float.NEGATIVE_INFINITY);
    IntStream.range(0, Math.ceilDiv(classes, CHUNK_CLASSES))
        .parallel()
        .forEach(chunk -> {
          int from = chunk * CHUNK_CLASSES;
          int to = Math.min(classes, from + CHUNK_CLASSES);
          scan(from * subCentres, to * subCentres, batch, cosines);
        });
    return cosines;
  }

  private void scan(int fromRow, int toRow, QueryBatch batch, float[] cosines) {
    RowProducts.scan(
        RowMatrix.of(weight, dimension),
        fromRow,
        toRow,
        batch,
        (first, rows, products, stride) -> {
          for (int row = 0; row < rows; row++) {
            float inverseNorm = inverseNorms[(int) first + row];
            int at = ((int) first + row) / subCentres * batch.count();
            for (int query = 0; query < batch.count(); query++) {
              float cosine = products[row * stride + query] * inverseNorm;
              cosines[at + query] = Math.max(cosines[at + query], cosine);
            }
          }
        });
  }

  @Override
  public void close() {
    file.close();
  }
}
