package dev.cairn.train.weights.file;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.tensor.DType;
import dev.cairn.pipeline.tensor.Tensor;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.lang.foreign.ValueLayout;
import java.math.BigInteger;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Writes checkpoints as {@code torch.save} does. */
public final class PthWriter {
  private static final Map<DType, String> STORAGES =
      Map.of(
          DType.F64, "DoubleStorage",
          DType.F32, "FloatStorage",
          DType.F16, "HalfStorage",
          DType.BF16, "BFloat16Storage",
          DType.I64, "LongStorage");

  private PthWriter() {}

  /** A zip container that holds the state dict under {@code model_state_dict}. */
  public static void zip(Path file, Map<String, Tensor> tensors) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("archive/data.pkl", checkpoint(tensors));
    entries.put("archive/byteorder", "little".getBytes(UTF_8));
    int key = 0;
    for (Tensor tensor : tensors.values()) {
      entries.put("archive/data/" + key++, bytes(tensor));
    }
    entries.put("archive/version", "3\n".getBytes(UTF_8));
    zipOf(file, entries);
  }

  /** A zip container with any entries, stored. */
  static void zipOf(Path file, Map<String, byte[]> entries) throws IOException {
    try (ZipOutputStream zip = new ZipOutputStream(Files.newOutputStream(file))) {
      for (Map.Entry<String, byte[]> each : entries.entrySet()) {
        ZipEntry entry = new ZipEntry(each.getKey());
        CRC32 checksum = new CRC32();
        checksum.update(each.getValue());
        entry.setMethod(ZipEntry.STORED);
        entry.setSize(each.getValue().length);
        entry.setCrc(checksum.getValue());
        zip.putNextEntry(entry);
        zip.write(each.getValue());
      }
    }
  }

  /** The container of PyTorch before 1.6, with the state dict under {@code model_state_dict}. */
  public static void legacy(Path file, Map<String, Tensor> tensors) throws IOException {
    try (OutputStream out = Files.newOutputStream(file)) {
      out.write(legacyStart(true));
      out.write(checkpoint(tensors));
      PickleWriter keys = PickleWriter.start().op(']', '(');
      for (int key = 0; key < tensors.size(); key++) {
        keys.text(Integer.toString(key));
      }
      out.write(keys.op('e').stop());
      for (Tensor tensor : tensors.values()) {
        out.write(
            new PickleWriter()
                .littleEndian(tensor.data().byteSize() / tensor.type().bytes(), Long.BYTES)
                .raw(bytes(tensor))
                .toBytes());
      }
    }
  }

  static byte[] legacyStart(boolean littleEndian) {
    byte[] magic = new BigInteger("1950a86a20f9469cfc6c", 16).toByteArray();
    PickleWriter first = PickleWriter.start().op(0x8a, magic.length);
    for (int i = magic.length - 1; i >= 0; i--) {
      first.op(magic[i]);
    }
    ByteArrayOutputStream start = new ByteArrayOutputStream();
    start.writeBytes(first.stop());
    start.writeBytes(PickleWriter.start().integer(1001).stop());
    start.writeBytes(
        PickleWriter.start()
            .op('}')
            .text("little_endian")
            .op(littleEndian ? 0x88 : 0x89, 's')
            .stop());
    return start.toByteArray();
  }

  private static byte[] checkpoint(Map<String, Tensor> tensors) {
    PickleWriter pickle =
        PickleWriter.start().op('}', '(').text("epoch").op('K', 9).text("model_state_dict");
    pickle.named("collections", "OrderedDict").op(')', 'R', '(');
    int key = 0;
    for (Map.Entry<String, Tensor> each : tensors.entrySet()) {
      Tensor tensor = each.getValue();
      long elements = tensor.data().byteSize() / tensor.type().bytes();
      pickle
          .text(each.getKey())
          .tensor(
              STORAGES.get(tensor.type()),
              Integer.toString(key++),
              elements,
              0,
              tensor.shape(),
              rowMajor(tensor.shape()));
    }
    return pickle.op('u', 'u').stop();
  }

  private static long[] rowMajor(long[] shape) {
    long[] strides = new long[shape.length];
    long stride = 1;
    for (int i = shape.length - 1; i >= 0; i--) {
      strides[i] = stride;
      stride *= shape[i];
    }
    return strides;
  }

  private static byte[] bytes(Tensor tensor) {
    return tensor.data().toArray(ValueLayout.JAVA_BYTE);
  }
}
