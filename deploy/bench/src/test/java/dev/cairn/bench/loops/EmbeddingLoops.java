package dev.cairn.bench.loops;

import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.rerank.embedding.Embedding;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ModelVector;
import dev.cairn.schemas.codec.Codecs;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** An embedding's way through a topic. */
@OutputTimeUnit(TimeUnit.MICROSECONDS)
public class EmbeddingLoops extends HotLoop {
  private static final int DIMENSION = 512;

  @Param({"1", "9"})
  int models;

  private EmbeddingRecord embedding;
  private byte[] message;

  @Setup
  public void fill() {
    SplittableRandom random = new SplittableRandom(5);
    List<String> digests = new ArrayList<>();
    List<ModelVector> vectors = new ArrayList<>();
    for (int model = 0; model < models; model++) {
      digests.add(Integer.toString(model).repeat(64));
      ByteBuffer vector =
          ByteBuffer.allocate(DIMENSION * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
      for (int i = 0; i < DIMENSION; i++) {
        vector.putFloat((float) random.nextGaussian());
      }
      vectors.add(new ModelVector(digests.getLast(), DIMENSION, vector.flip()));
    }
    embedding =
        EmbeddingRecord.newBuilder()
            .setImageId("image")
            .setBatchId("batch")
            .setEnsembleDigest(EnsembleDigest.of(digests))
            .setVectors(vectors)
            .setPublishedAt(Instant.EPOCH)
            .setEmbeddedAt(Instant.EPOCH)
            .build();
    message = Codecs.EMBEDDING.encode(embedding);
  }

  @Benchmark
  public byte[] encode() {
    return Codecs.EMBEDDING.encode(embedding);
  }

  /** As a query comes to the rerank-worker. */
  @Benchmark
  public Embedding decodeAndCheck() {
    return Embedding.of(Codecs.EMBEDDING.decode(message));
  }
}
