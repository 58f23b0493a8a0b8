package dev.cairn.train.weights.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Writes pickles of protocol 2, instruction by instruction. */
final class PickleWriter {
  private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();

  static PickleWriter start() {
    return new PickleWriter().op(0x80, 2);
  }

  /** Instructions, or whatever bytes. */
  PickleWriter op(int... values) {
    for (int value : values) {
      bytes.write(value);
    }
    return this;
  }

  PickleWriter ops(int times, int... values) {
    for (int i = 0; i < times; i++) {
      op(values);
    }
    return this;
  }

  PickleWriter text(String text) {
    byte[] utf8 = text.getBytes(UTF_8);
    return op('X').littleEndian(utf8.length, Integer.BYTES).raw(utf8);
  }

  PickleWriter integer(long value) {
    return op(0x8a, Long.BYTES).littleEndian(value, Long.BYTES);
  }

  PickleWriter integers(long... values) {
    op('(');
    for (long value : values) {
      integer(value);
    }
    return op('t');
  }

  PickleWriter named(String module, String name) {
    return op('c').raw((module + "\n" + name + "\n").getBytes(UTF_8));
  }

  PickleWriter littleEndian(long value, int count) {
    for (int i = 0; i < count; i++) {
      bytes.write((int) (value >> (i * Byte.SIZE)));
    }
    return this;
  }

  PickleWriter raw(byte[] more) {
    bytes.writeBytes(more);
    return this;
  }

  /** A storage of {@code elements} on a GPU. */
  PickleWriter storage(String type, String key, long elements) {
    return op('(')
        .text("storage")
        .named("torch", type)
        .text(key)
        .text("cuda:7")
        .integer(elements)
        .op('t', 'Q');
  }

  /** A view of that storage. */
  PickleWriter tensor(
      String type, String key, long elements, long offset, long[] shape, long[] strides) {
    return named("torch._utils", "_rebuild_tensor_v2")
        .op('(')
        .storage(type, key, elements)
        .integer(offset)
        .integers(shape)
        .integers(strides)
        .op(0x89)
        .named("collections", "OrderedDict")
        .op(')', 'R', 't', 'R');
  }

  byte[] toBytes() {
    return bytes.toByteArray();
  }

  byte[] stop() {
    return op('.').toBytes();
  }

  static byte[] bigEndian(double value) {
    return ByteBuffer.allocate(Double.BYTES).order(ByteOrder.BIG_ENDIAN).putDouble(value).array();
  }
}
