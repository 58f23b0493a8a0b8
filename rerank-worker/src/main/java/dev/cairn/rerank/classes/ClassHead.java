package dev.cairn.rerank.classes;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.tensor.DType;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.rerank.screen.FloatQueries;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.Arrays;
import java.util.List;
import java.util.stream.IntStream;
import jdk.incubator.vector.FloatVector;
import jdk.incubator.vector.VectorMask;
import jdk.incubator.vector.VectorSpecies;

/**
 * The classifier of one model: sub-centres as they lie in the mapped file, and the inverse of their
 * lengths, so that nothing is copied. Safe for use by several threads until closed.
 */
public final class ClassHead implements AutoCloseable {
  private static final String WEIGHT = "weight";
  private static final ValueLayout.OfFloat FLOAT =
      ValueLayout.JAVA_FLOAT_UNALIGNED.withOrder(ByteOrder.LITTLE_ENDIAN);

  private static final VectorSpecies<Float> SPECIES = FloatVector.SPECIES_PREFERRED;

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
   * Cosine of every query with the nearest sub-centre of every class, to {@link
   * FloatQueries#rounding}, on all processors.
   *
   * @param queries L2-normalised
   * @return {@code [classes * queries]}, class-major
   */
  float[] roughCosines(FloatQueries queries) {
    int classes = landmarkIds.size();
    float[] cosines = new float[Math.multiplyExact(classes, queries.count())];
    IntStream.range(0, Math.ceilDiv(classes, CHUNK_CLASSES))
        .map(chunk -> chunk * CHUNK_CLASSES)
        .parallel()
        .forEach(from -> multiply(from, Math.min(classes - from, CHUNK_CLASSES), queries, cosines));
    return cosines;
  }

  private void multiply(int from, int classes, FloatQueries queries, float[] cosines) {
    long rows = (long) classes * subCentres;
    MemorySegment chunk =
        weight.asSlice((long) from * subCentres * queries.rowBytes(), rows * queries.rowBytes());
    try (Arena arena = Arena.ofConfined()) {
      long bytes = rows * queries.count() * Float.BYTES;
      // A vector may be read beyond the last product.
      MemorySegment products = arena.allocate(bytes + SPECIES.vectorByteSize(), Float.BYTES);
      queries.multiply(chunk, products.asSlice(0, bytes));
      for (int lane = 0; lane < queries.count(); lane += SPECIES.length()) {
        nearest(from, classes, products, queries.count(), lane, cosines);
      }
    }
  }

  /** Takes the nearest sub-centres for as many queries as fit in a vector. */
  private void nearest(
      int from, int classes, MemorySegment products, int queries, int lane, float[] cosines) {
    VectorMask<Float> mask = SPECIES.indexInRange(lane, queries);
    int row = from * subCentres;
    long at = (long) lane * Float.BYTES;
    for (int index = from; index < from + classes; index++) {
      FloatVector nearest = FloatVector.broadcast(SPECIES, Float.NEGATIVE_INFINITY);
      for (int i = 0; i < subCentres; i++) {
        FloatVector product =
            FloatVector.fromMemorySegment(SPECIES, products, at, ByteOrder.nativeOrder());
        nearest = nearest.max(product.mul(inverseNorms[row]));
        row++;
        at += (long) queries * Float.BYTES;
      }
      nearest.intoArray(cosines, index * queries + lane, mask);
    }
  }

  /** Cosine of a query with the nearest sub-centre of one class; the same bits in any batch. */
  float cosine(float[] query, int index) {
    float nearest = Float.NEGATIVE_INFINITY;
    for (int row = index * subCentres; row < (index + 1) * subCentres; row++) {
      float product = 0;
      long first = (long) row * dimension;
      for (int i = 0; i < dimension; i++) {
        product = Math.fma(weight.get(FLOAT, (first + i) * Float.BYTES), query[i], product);
      }
      nearest = Math.max(nearest, product * inverseNorms[row]);
    }
    return nearest;
  }

  @Override
  public void close() {
    file.close();
  }
}
