package dev.cairn.train.weights.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.lang.foreign.MemorySegment;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;

/**
 * The bytes of one pickle, read in order. Reading beyond them throws {@link
 * IndexOutOfBoundsException}, before anything is allocated for them.
 */
final class PickleInput {
  /** Every byte may become an object of some dozen bytes; a checkpoint's pickle has below 1 MiB. */
  private static final long MAX_BYTES = 8 << 20;

  private final MemorySegment bytes;
  private long at;

  PickleInput(MemorySegment bytes) {
    this.bytes = bytes.asSlice(0, Math.min(MAX_BYTES, bytes.byteSize()));
  }

  /** Number of bytes read. */
  long position() {
    return at;
  }

  void skip(int count) {
    bytes.asSlice(at, count);
    at += count;
  }

  /** Little-endian, 1, 2, 4 or 8 bytes. */
  long unsigned(int count) {
    MemorySegment read = bytes.asSlice(at, count);
    at += count;
    long value = 0;
    for (int i = count - 1; i >= 0; i--) {
      value = value << Byte.SIZE | (read.get(ValueLayout.JAVA_BYTE, i) & 0xFF);
    }
    return value;
  }

  double bigEndianDouble() {
    return Double.longBitsToDouble(Long.reverseBytes(unsigned(Double.BYTES)));
  }

  byte[] bytes(long count) {
    byte[] read = bytes.asSlice(at, count).toArray(ValueLayout.JAVA_BYTE);
    at += count;
    return read;
  }

  String text(long count) {
    return new String(bytes(count), UTF_8);
  }

  /** Up to the next line feed, which is not part of it. */
  String line() {
    long end = at;
    while (bytes.get(ValueLayout.JAVA_BYTE, end) != '\n') {
      end++;
    }
    String line = text(end - at);
    at = end + 1;
    return line;
  }

  /** Little-endian two's complement: a Long where it fits. */
  Object integer(int count) {
    byte[] read = bytes(count);
    byte[] bigEndian = new byte[count + 1]; // the first is the sign of an empty one
    for (int i = 0; i < count; i++) {
      bigEndian[count - i] = read[i];
    }
    bigEndian[0] = (byte) (count > 0 && read[count - 1] < 0 ? -1 : 0);
    BigInteger value = new BigInteger(bigEndian);
    return value.bitLength() < Long.SIZE ? (Object) value.longValue() : value;
  }
}
