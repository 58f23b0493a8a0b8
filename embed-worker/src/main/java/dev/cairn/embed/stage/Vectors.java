package dev.cairn.embed.stage;

import dev.cairn.schemas.avro.ModelVector;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Vectors as they travel. */
final class Vectors {

  private Vectors() {}

  static ModelVector message(String modelDigest, float[] vector) {
    ByteBuffer bytes =
        ByteBuffer.allocate(vector.length * Float.BYTES).order(ByteOrder.LITTLE_ENDIAN);
    bytes.asFloatBuffer().put(vector);
    return new ModelVector(modelDigest, vector.length, bytes);
  }
}
