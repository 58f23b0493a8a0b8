package dev.cairn.bench.rerank;

import dev.cairn.bench.measure.Timing;
import dev.cairn.rerank.screen.FloatQueries;
import java.io.PrintWriter;
import java.lang.foreign.Arena;
import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.nio.ByteOrder;
import java.util.stream.IntStream;
import jdk.incubator.vector.LongVector;
import jdk.incubator.vector.VectorOperators;

/** What the machine can do at most: reading memory, and multiplying matrices. */
record MachineLimits(double bytesPerSecond, double flopsPerSecond) {
  private static final long BYTES = 1L << 30;
  private static final int PARTS = 64;
  private static final int SIDE = 2048;

  /** With all processors. */
  static MachineLimits measure() throws Exception {
    return new MachineLimits(bandwidth(), products());
  }

  private static double bandwidth() throws Exception {
    try (Arena arena = Arena.ofShared()) {
      MemorySegment memory = arena.allocate(BYTES, 64).fill((byte) 1);
      long part = BYTES / PARTS;
      Timing timing =
          Timing.of(
              2,
              7,
              () -> {
                long sum =
                    IntStream.range(0, PARTS)
                        .parallel()
                        .mapToLong(i -> sum(memory.asSlice(i * part, part)))
                        .sum();
                if (sum == 0) {
                  throw new IllegalStateException("Memory that was filled is empty");
                }
              });
      return BYTES / timing.bestSeconds();
    }
  }

  private static long sum(MemorySegment memory) {
    var species = LongVector.SPECIES_PREFERRED;
    int width = species.vectorByteSize();
    LongVector a = LongVector.zero(species);
    LongVector b = a;
    LongVector c = a;
    LongVector d = a;
    for (long at = 0; at < memory.byteSize(); at += 4L * width) {
      a = a.add(LongVector.fromMemorySegment(species, memory, at, ByteOrder.nativeOrder()));
      b = b.add(LongVector.fromMemorySegment(species, memory, at + width, ByteOrder.nativeOrder()));
      c =
          c.add(
              LongVector.fromMemorySegment(
                  species, memory, at + 2L * width, ByteOrder.nativeOrder()));
      d =
          d.add(
              LongVector.fromMemorySegment(
                  species, memory, at + 3L * width, ByteOrder.nativeOrder()));
    }
    return a.add(b).add(c.add(d)).reduceLanes(VectorOperators.ADD);
  }

  /** Two large square matrices on each processor. */
  private static double products() throws Exception {
    int processors = Runtime.getRuntime().availableProcessors();
    float[][] queries = new float[SIDE][SIDE];
    queries[0][0] = 1;
    FloatQueries right = new FloatQueries(queries);
    try (Arena arena = Arena.ofShared()) {
      MemorySegment left = arena.allocate((long) SIDE * SIDE * Float.BYTES, 64);
      left.set(ValueLayout.JAVA_FLOAT, 0, 1);
      MemorySegment[] products =
          IntStream.range(0, processors)
              .mapToObj(_ -> arena.allocate((long) SIDE * SIDE * Float.BYTES, 64))
              .toArray(MemorySegment[]::new);
      Timing timing =
          Timing.of(
              2,
              7,
              () ->
                  IntStream.range(0, processors)
                      .parallel()
                      .forEach(i -> right.multiply(left, products[i])));
      return 2.0 * SIDE * SIDE * SIDE * processors / timing.bestSeconds();
    }
  }

  void print(PrintWriter out) {
    out.printf(
        "limits: memory %.1f GB/s, matrix product %.0f GFLOP/s (float32, all processors, best of 7)%n",
        bytesPerSecond / 1e9, flopsPerSecond / 1e9);
    out.flush();
  }
}
