package dev.cairn.pipeline.tensor;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.lang.foreign.MemorySegment;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SafetensorsTest {
  @TempDir Path folder;

  @Test
  void readsWhatItWrote() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Tensor weight = Tensor.ofFloats(new float[] {1, -2.5f, 3, Float.MIN_VALUE, 0, 6}, 2, 3);
    Tensor step = tensor(DType.I64, new long[0], longs(7_000_000_000L));
    Tensor mask = tensor(DType.U8, new long[] {3}, new byte[] {1, 0, -1});
    Tensor none = tensor(DType.F32, new long[] {0, 512}, new byte[0]);
    Safetensors.write(
        file,
        Map.of("architecture", "tf_efficientnet_b3_ns"),
        Map.of("mask", mask, "weight", weight, "step", step, "none", none));

    try (Safetensors read = Safetensors.open(file)) {
      assertThat(read.metadata())
          .containsExactly(Map.entry("architecture", "tf_efficientnet_b3_ns"));
      assertThat(read.names()).containsExactly("step", "none", "weight", "mask");
      assertThat(read.shape("weight")).containsExactly(2, 3);
      assertThat(read.floats("weight")).containsExactly(1, -2.5f, 3, Float.MIN_VALUE, 0, 6);
      assertThat(read.data("step").asByteBuffer().order(ByteOrder.LITTLE_ENDIAN).getLong())
          .isEqualTo(7_000_000_000L);
      assertThat(read.shape("step")).isEmpty();
      assertThat(read.data("mask").byteSize()).isEqualTo(3);
      assertThat(read.floats("none")).isEmpty();
      assertThat(read.data("step").address() % Long.BYTES).isZero();
    }
  }

  @Test
  void widensHalfPrecision() {
    byte[] one = {0x00, 0x3c, (byte) 0x80, 0x3f}; // 1 as F16, 1 as BF16, little-endian
    assertThat(tensor(DType.F16, new long[] {1}, new byte[] {one[0], one[1]}).floats())
        .containsExactly(1);
    assertThat(tensor(DType.BF16, new long[] {1}, new byte[] {one[2], one[3]}).floats())
        .containsExactly(1);
  }

  @Test
  void roundsDoublePrecision() {
    byte[] third = {0x55, 0x55, 0x55, 0x55, 0x55, 0x55, (byte) 0xd5, 0x3f};
    assertThat(tensor(DType.F64, new long[0], third).floats()).containsExactly(1 / 3f);
  }

  @Test
  void theSameContentGivesTheSameBytes() throws IOException {
    Tensor a = Tensor.ofFloats(new float[] {1}, 1);
    Tensor b = Tensor.ofFloats(new float[] {2}, 1);
    Safetensors.write(folder.resolve("1"), Map.of("x", "1", "y", "2"), Map.of("a", a, "b", b));
    Safetensors.write(folder.resolve("2"), Map.of("y", "2", "x", "1"), Map.of("b", b, "a", a));
    assertThat(folder.resolve("1")).hasSameBinaryContentAs(folder.resolve("2"));
  }

  @Test
  void replacesAFileAsAWholeAndLeavesNothingElse() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, Map.of(), Map.of("a", Tensor.ofFloats(new float[] {1}, 1)));
    Tensor unmapped = Tensor.ofFloats(new float[] {2}, 1);
    Safetensors.write(file, Map.of(), Map.of("a", unmapped));
    try (Safetensors read = Safetensors.open(file);
        Stream<Path> files = Files.list(folder)) {
      assertThat(read.floats("a")).containsExactly(2);
      assertThat(files).containsExactly(file);
    }
  }

  @Test
  void mapsFilesOverTwoGigabytes() throws IOException {
    Path file = folder.resolve("large.safetensors");
    long bytes = 3L << 30;
    String header = "{\"a\":{\"dtype\":\"U8\",\"shape\":[%d],\"data_offsets\":[0,%d]}}";
    Files.write(file, file(header.formatted(bytes, bytes), new byte[0]));
    long start = Files.size(file);
    try (RandomAccessFile sparse = new RandomAccessFile(file.toFile(), "rw")) {
      sparse.setLength(start + bytes);
      sparse.seek(start + bytes - 1);
      sparse.write(42);
    }
    try (Safetensors read = Safetensors.open(file)) {
      assertThat(
              read.data("a").asSlice(bytes - 1, 1).toArray(java.lang.foreign.ValueLayout.JAVA_BYTE))
          .containsExactly(42);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{",
        "{} {}",
        "{\"a\":null}",
        "{\"a\":7}",
        "{\"__metadata__\":{\"k\":null}}",
        "{\"__metadata__\":[]}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1]}}",
        "{\"a\":{\"dtype\":\"F99\",\"shape\":[1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[-1],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[2],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[-4,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[4,0]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[1],\"data_offsets\":[0,4,8]}}",
        "{\"a\":{\"dtype\":\"F32\",\"shape\":[9223372036854775807,4],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[9223372036854775807],"
            + "\"data_offsets\":[0,9223372036854775807]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
            + "\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]}}",
        "{\"a\":{\"dtype\":\"U8\",\"shape\":[4],\"data_offsets\":[0,4]},"
            + "\"b\":{\"dtype\":\"U8\",\"shape\":[2],\"data_offsets\":[2,4]}}",
      })
  void refusesADamagedHeader(String header) throws IOException {
    Path file = folder.resolve("damaged.safetensors");
    Files.write(file, file(header, new byte[4]));
    assertInvalid(file);
  }

  @ParameterizedTest
  @CsvSource({"0", "5", "8", "20", "80"})
  void refusesATruncatedFile(int bytes) throws IOException {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, Map.of(), Map.of("a", Tensor.ofFloats(new float[100], 100)));
    byte[] whole = Files.readAllBytes(file);
    Files.write(file, java.util.Arrays.copyOf(whole, bytes));
    assertInvalid(file);
  }

  @ParameterizedTest
  @ValueSource(longs = {-1, 100_000_001, Long.MAX_VALUE})
  void refusesAHeaderLengthThatLies(long length) throws IOException {
    Path file = folder.resolve("damaged.safetensors");
    Files.write(file, longs(length));
    assertInvalid(file);
  }

  @Test
  void namesATensorThatIsNotThere() throws IOException {
    Path file = folder.resolve("model.safetensors");
    Safetensors.write(file, Map.of(), Map.of("a", Tensor.ofFloats(new float[] {1}, 1)));
    try (Safetensors read = Safetensors.open(file)) {
      assertThatThrownBy(() -> read.floats("b")).hasMessage("No tensor b among [a]");
    }
  }

  @Test
  void aTensorsDataMustFitItsShape() {
    assertThatThrownBy(() -> Tensor.ofFloats(new float[3], 2, 2))
        .hasMessage("F32[2, 2] takes 16 bytes, not 12");
  }

  private static void assertInvalid(Path file) {
    assertThatThrownBy(() -> Safetensors.open(file))
        .isInstanceOf(CairnException.class)
        .hasMessageContaining(file.toString())
        .extracting("code")
        .isEqualTo(ErrorCode.MODEL_INVALID);
  }

  private static Tensor tensor(DType type, long[] shape, byte[] data) {
    return new Tensor(type, shape, MemorySegment.ofArray(data));
  }

  private static byte[] file(String header, byte[] data) {
    byte[] json = header.getBytes(UTF_8);
    ByteBuffer bytes = ByteBuffer.allocate(Long.BYTES + json.length + data.length);
    bytes.order(ByteOrder.LITTLE_ENDIAN).putLong(json.length).put(json).put(data);
    return bytes.array();
  }

  private static byte[] longs(long value) {
    return ByteBuffer.allocate(Long.BYTES).order(ByteOrder.LITTLE_ENDIAN).putLong(value).array();
  }
}
