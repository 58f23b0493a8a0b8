package dev.cairn.train.weights.file;

import dev.cairn.pipeline.tensor.DType;
import java.util.List;

/** PyTorch's storages of numbers, {@code torch.FloatStorage} and so on. */
enum StorageType implements AllowedClass {
  DOUBLE("Double", DType.F64),
  FLOAT("Float", DType.F32),
  HALF("Half", DType.F16),
  BFLOAT16("BFloat16", DType.BF16),
  LONG("Long", DType.I64),
  INT("Int", DType.I32),
  SHORT("Short", DType.I16),
  CHAR("Char", DType.I8),
  BYTE("Byte", DType.U8),
  BOOL("Bool", DType.BOOL);

  private final String word;
  private final DType elements;

  StorageType(String word, DType elements) {
    this.word = word;
    this.elements = elements;
  }

  String qualifiedName() {
    return "torch." + word + "Storage";
  }

  DType elements() {
    return elements;
  }

  @Override
  public Object call(List<Object> arguments) {
    throw new IllegalArgumentException(qualifiedName() + " is called, not named");
  }
}
