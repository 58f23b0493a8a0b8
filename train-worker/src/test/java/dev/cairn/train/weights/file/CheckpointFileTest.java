package dev.cairn.train.weights.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.pipeline.tensor.DType;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.pipeline.tensor.Tensor;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.InputStream;
import java.lang.foreign.Arena;
import java.lang.foreign.ValueLayout;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CheckpointFileTest {
  @TempDir Path folder;

  /** Written by PyTorch on a GPU: views, transposed, shared storage, mixed types, an optimiser. */
  @ParameterizedTest
  @CsvSource({"tiny_zip_cuda.pth, PTH_ZIP", "tiny_legacy_cuda.pth, PTH_LEGACY"})
  void readsWhatPyTorchReads(String name, CheckpointFile.Container container) throws IOException {
    JsonNode expected = new JsonMapper().readTree(resource("tiny_expected.json"));
    try (Arena arena = Arena.ofConfined()) {
      CheckpointFile file = CheckpointFile.open(copy(name), arena);
      assertThat(file.container()).isEqualTo(container);
      assertThat(file.tensors().keySet()).containsExactlyElementsOf(names(expected));
      for (Map.Entry<String, StoredTensor> each : file.tensors().entrySet()) {
        JsonNode fact = expected.get(each.getKey());
        Tensor tensor = each.getValue().contiguous(arena);
        assertThat(tensor.shape()).isEqualTo(longs(fact.get("shape")));
        assertThat(typeName(tensor.type())).isEqualTo(fact.get("dtype").asText());
        assertThat(values(tensor)).as(each.getKey()).isEqualTo(doubles(fact.get("values")));
      }
    }
  }

  @Test
  void readsSafetensorsWhateverTheirName() throws IOException {
    Path file = folder.resolve("model.pth");
    // With a header of 128 bytes the file starts like a pickle.
    Map<String, String> padding = Map.of("note", "x".repeat(47));
    Safetensors.write(file, padding, Map.of("a", Tensor.ofFloats(new float[] {1, 2}, 2)));
    assertThat(Files.readAllBytes(file)[0]).isEqualTo((byte) 0x80);
    try (Arena arena = Arena.ofConfined()) {
      CheckpointFile read = CheckpointFile.open(file, arena);
      assertThat(read.container()).isEqualTo(CheckpointFile.Container.SAFETENSORS);
      assertThat(read.tensors().get("a").contiguous(arena).floats()).containsExactly(1, 2);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny_zip_cuda.pth", "tiny_legacy_cuda.pth"})
  void noTruncatedFileIsTakenForAWholeOne(String name) throws IOException {
    byte[] whole = resource(name);
    for (int bytes = 0; bytes < whole.length; bytes += 7) {
      assertInvalid(Arrays.copyOf(whole, bytes));
    }
    assertInvalid(Arrays.copyOf(whole, whole.length - 1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"tiny_zip_cuda.pth", "tiny_legacy_cuda.pth"})
  void damageIsNeverAnythingButRefused(String name) throws IOException {
    byte[] whole = resource(name);
    SplittableRandom random = new SplittableRandom(233);
    int refused = 0;
    for (int i = 0; i < 800; i++) {
      byte[] damaged = whole.clone();
      for (int flips = random.nextInt(1, 4); flips > 0; flips--) {
        damaged[random.nextInt(damaged.length)] = (byte) random.nextInt();
      }
      try {
        readAll(damaged);
      } catch (CairnException e) {
        assertThat(e.code()).isIn(ErrorCode.MODEL_INVALID, ErrorCode.CHECKPOINT_UNSAFE);
        refused++;
      }
    }
    assertThat(refused).isGreaterThan(200);
  }

  @Test
  void findsTheNetworkUnderTheUsualKeysOrAtTheTop() throws IOException {
    PickleWriter tensor =
        new PickleWriter().tensor("FloatStorage", "0", 1, 0, new long[] {1}, new long[] {1});
    for (String key : new String[] {"model_state_dict", "state_dict", "model"}) {
      byte[] nested =
          PickleWriter.start()
              .op('}')
              .text(key)
              .op('}')
              .text("a")
              .raw(tensor.toBytes())
              .op('s', 's')
              .stop();
      assertThat(read(zip(nested, new byte[4])).tensors()).containsOnlyKeys("a");
    }
    byte[] top = PickleWriter.start().op('}').text("a").raw(tensor.toBytes()).op('s').stop();
    assertThat(read(zip(top, new byte[4])).tensors()).containsOnlyKeys("a");
    byte[] other = PickleWriter.start().op('}').text("net").op('K', 1, 's').stop();
    assertInvalid(zip(other, new byte[4]), "it has [net]");
  }

  @Test
  void bothContainersOfTheTestsOwnWriterAreRead() throws IOException {
    Map<String, Tensor> tensors = new LinkedHashMap<>();
    tensors.put("b", Tensor.ofFloats(new float[] {1, 2, 3, 4, 5, 6}, 2, 3));
    tensors.put("a", Tensor.ofFloats(new float[] {7}, 1));
    Path zip = folder.resolve("zip.pth");
    Path legacy = folder.resolve("legacy.pth");
    PthWriter.zip(zip, tensors);
    PthWriter.legacy(legacy, tensors);
    for (Path file : new Path[] {zip, legacy}) {
      try (Arena arena = Arena.ofConfined()) {
        Map<String, StoredTensor> read = CheckpointFile.open(file, arena).tensors();
        assertThat(read.get("b").contiguous(arena).floats()).containsExactly(1, 2, 3, 4, 5, 6);
        assertThat(read.get("a").contiguous(arena).floats()).containsExactly(7);
      }
    }
  }

  @ParameterizedTest
  @CsvSource({
    "1, 0, 5, 1", // one more than there are
    "1, 1, 4, 1", // from the second on
    "1, 0, 4, 2", // every second
    "1, -1, 2, 1",
    "1, 0, -1, 1",
    "1, 0, 4, -1",
    "1, 0, 1000000000000, 0", // the same number again and again
    "1, 9223372036854775807, 1, 1",
    "1, 0, 2, 9223372036854775807",
    "5, 0, 1, 1", // a storage larger than the file has it
    "9223372036854775807, 0, 1, 1",
    "-1, 0, 0, 1",
  })
  void refusesATensorThatReachesBeyondItsStorage(
      long storageScale, long offset, long size, long stride) throws IOException {
    byte[] pickle =
        PickleWriter.start()
            .op('}')
            .text("a")
            .tensor(
                "FloatStorage",
                "0",
                storageScale == 1 ? 4 : storageScale,
                offset,
                new long[] {size},
                new long[] {stride})
            .op('s')
            .stop();
    assertInvalid(zip(pickle, new byte[16]));
  }

  @Test
  void refusesNumbersOfABigEndianMachine() throws IOException {
    byte[] pickle = PickleWriter.start().op('}').stop();
    Path file = folder.resolve("big.pth");
    PthWriter.zipOf(file, Map.of("a/data.pkl", pickle, "a/byteorder", "big".getBytes(UTF_8)));
    assertInvalid(Files.readAllBytes(file), "big-endian");
    assertInvalid(PthWriter.legacyStart(false), "big-endian");
  }

  @Test
  void refusesOtherFiles() throws IOException {
    assertInvalid("Dear Sir or Madam".getBytes(UTF_8), "neither safetensors nor");
    assertInvalid(PickleWriter.start().op('}').stop(), "not one of torch.save");
    assertThatThrownBy(() -> CheckpointFile.open(folder.resolve("nowhere.pth"), Arena.global()))
        .isInstanceOfSatisfying(
            CairnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.CHECKPOINT_NOT_FOUND));
  }

  private byte[] zip(byte[] pickle, byte[] storage) throws IOException {
    Path file = folder.resolve("zip.pth");
    PthWriter.zipOf(file, Map.of("a/data.pkl", pickle, "a/data/0", storage));
    return Files.readAllBytes(file);
  }

  private CheckpointFile read(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("read.pth"), bytes);
    try (Arena arena = Arena.ofConfined()) {
      return CheckpointFile.open(file, arena);
    }
  }

  private void readAll(byte[] bytes) throws IOException {
    Path file = Files.write(folder.resolve("all.pth"), bytes);
    try (Arena arena = Arena.ofConfined()) {
      CheckpointFile.open(file, arena).tensors().values().forEach(each -> each.contiguous(arena));
    }
  }

  private void assertInvalid(byte[] bytes) {
    assertInvalid(bytes, "");
  }

  private void assertInvalid(byte[] bytes, String words) {
    assertThatThrownBy(() -> read(bytes))
        .hasMessageContaining("is not a whole")
        .hasMessageContaining(words)
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.MODEL_INVALID));
  }

  private Path copy(String name) throws IOException {
    return Files.write(folder.resolve(name), resource(name));
  }

  private static byte[] resource(String name) throws IOException {
    try (InputStream in = CheckpointFileTest.class.getResourceAsStream("/pth/" + name)) {
      return in.readAllBytes();
    }
  }

  private static Iterable<String> names(JsonNode expected) {
    return expected::fieldNames;
  }

  private static long[] longs(JsonNode array) {
    long[] values = new long[array.size()];
    Arrays.setAll(values, i -> array.get(i).asLong());
    return values;
  }

  private static double[] doubles(JsonNode array) {
    double[] values = new double[array.size()];
    Arrays.setAll(values, i -> array.get(i).asDouble());
    return values;
  }

  private static String typeName(DType type) {
    return "torch."
        + switch (type) {
          case F64 -> "float64";
          case F32 -> "float32";
          case F16 -> "float16";
          case BF16 -> "bfloat16";
          case I64 -> "int64";
          case I32 -> "int32";
          case BOOL -> "bool";
          default -> throw new IllegalArgumentException(type.toString());
        };
  }

  private static double[] values(Tensor tensor) {
    ByteBuffer bytes =
        ByteBuffer.wrap(tensor.data().toArray(ValueLayout.JAVA_BYTE))
            .order(ByteOrder.LITTLE_ENDIAN);
    double[] values = new double[bytes.remaining() / tensor.type().bytes()];
    for (int i = 0; i < values.length; i++) {
      values[i] =
          switch (tensor.type()) {
            case F64 -> bytes.getDouble();
            case I64 -> bytes.getLong();
            case I32 -> bytes.getInt();
            case BOOL -> bytes.get();
            default -> tensor.floats()[i];
          };
    }
    return values;
  }
}
