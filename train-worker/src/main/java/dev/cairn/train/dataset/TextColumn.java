package dev.cairn.train.dataset;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.file.Sha256;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/**
 * Millions of short texts, packed: their UTF-8 bytes and four more for each. All of them together
 * have less than 2 GiB.
 */
final class TextColumn {
  private final byte[] utf8;
  private final int[] ends;

  private TextColumn(byte[] utf8, int[] ends) {
    this.utf8 = utf8;
    this.ends = ends;
  }

  int size() {
    return ends.length;
  }

  String get(int row) {
    int start = row == 0 ? 0 : ends[row - 1];
    return new String(utf8, start, ends[row] - start, UTF_8);
  }

  /** Lower-case hex SHA-256 over the texts and their borders. */
  String digest() {
    ByteBuffer borders = ByteBuffer.allocate(ends.length * Integer.BYTES);
    borders.asIntBuffer().put(ends);
    return Sha256.of(Sha256.of(utf8) + Sha256.of(borders.array()));
  }

  /** Takes the texts in their order. */
  static final class Builder {
    private final ByteArrayOutputStream utf8 = new ByteArrayOutputStream();
    private final IntStream.Builder ends = IntStream.builder();

    void add(String text) {
      utf8.writeBytes(text.getBytes(UTF_8));
      ends.add(utf8.size());
    }

    TextColumn build() {
      return new TextColumn(utf8.toByteArray(), ends.build().toArray());
    }
  }
}
