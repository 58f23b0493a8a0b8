package dev.cairn.pipeline.tensor;

/** Element types of the safetensors format that Cairn reads and writes. */
public enum DType {
  F32(4),
  F16(2),
  BF16(2),
  I64(8),
  U8(1);

  private final int bytes;

  DType(int bytes) {
    this.bytes = bytes;
  }

  /** Of one element. */
  public int bytes() {
    return bytes;
  }
}
