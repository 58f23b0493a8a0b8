package dev.cairn.rerank.screen;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import dev.cairn.pipeline.onnx.OnnxRuntimeStart;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.Map;

/**
 * Dot products as quickly as ONNX Runtime multiplies matrices, on the calling thread. Their last
 * bits depend on the batch and on the processor. Safe for use by several threads.
 */
final class MatrixProducts {
  private final OrtSession floats;
  private final OrtSession codes;

  /** Loaded when first asked for: a process that never searches needs no library. */
  private static final class Holder {
    private static final MatrixProducts SHARED = new MatrixProducts();
  }

  private MatrixProducts() {
    OnnxRuntimeStart.await(OrtEnvironment::getEnvironment);
    try (SessionOptions options = new SessionOptions()) {
      options.setIntraOpNumThreads(1);
      options.setMemoryPatternOptimization(false);
      OrtEnvironment environment = OrtEnvironment.getEnvironment();
      floats = environment.createSession(ProductGraph.ofFloats(), options);
      codes = environment.createSession(ProductGraph.ofCodes(), options);
    } catch (OrtException e) {
      throw new IllegalStateException("ONNX Runtime cannot multiply matrices", e);
    }
  }

  static MatrixProducts shared() {
    return Holder.SHARED;
  }

  /**
   * Float32 rows with float32 queries.
   *
   * @param rows {@code [rows][dimension]}, native memory
   * @param queries {@code [dimension][queries]}, native memory
   * @param products {@code [rows][queries]}, native memory, overwritten
   */
  void ofFloats(MemorySegment rows, MemorySegment queries, int dimension, MemorySegment products) {
    long rowCount = rows.byteSize() / Float.BYTES / dimension;
    long queryCount = queries.byteSize() / Float.BYTES / dimension;
    try (OnnxTensor left = floats(rows, rowCount, dimension);
        OnnxTensor right = floats(queries, dimension, queryCount)) {
      run(floats, left, right, products, rowCount, queryCount);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * Uint8 rows with int8 queries; {@link Codes#ZERO} of a row counts as zero.
   *
   * @param rows {@code [rows][rowBytes]}, native memory
   * @param queries {@code [rowBytes][queries]}, native memory
   * @param products float32 {@code [rows][queries]}, native memory, overwritten
   */
  void ofCodes(MemorySegment rows, MemorySegment queries, int rowBytes, MemorySegment products) {
    long rowCount = rows.byteSize() / rowBytes;
    long queryCount = queries.byteSize() / rowBytes;
    try (OnnxTensor left = bytes(rows, OnnxJavaType.UINT8, rowCount, rowBytes);
        OnnxTensor right = bytes(queries, OnnxJavaType.INT8, rowBytes, queryCount)) {
      run(codes, left, right, products, rowCount, queryCount);
    } catch (OrtException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void run(
      OrtSession session,
      OnnxTensor rows,
      OnnxTensor queries,
      MemorySegment products,
      long rowCount,
      long queryCount)
      throws OrtException {
    try (OnnxTensor result = floats(products, rowCount, queryCount);
        OrtSession.Result unused =
            session.run(
                Map.of(ProductGraph.ROWS, rows, ProductGraph.QUERIES, queries),
                Map.of(ProductGraph.PRODUCTS, result))) {
      // ONNX Runtime has written the products where they belong.
    }
  }

  private static OnnxTensor floats(MemorySegment data, long... shape) throws OrtException {
    ByteBuffer bytes = data.asByteBuffer().order(ByteOrder.nativeOrder());
    return OnnxTensor.createTensor(OrtEnvironment.getEnvironment(), bytes.asFloatBuffer(), shape);
  }

  private static OnnxTensor bytes(MemorySegment data, OnnxJavaType type, long... shape)
      throws OrtException {
    return OnnxTensor.createTensor(
        OrtEnvironment.getEnvironment(), data.asByteBuffer(), shape, type);
  }
}
