package dev.cairn.train.torch;

import dev.cairn.schemas.avro.Precision;
import dev.cairn.train.ranks.Device;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Lets convolutions and matrix products of this thread run in bfloat16 until it is closed; the
 * gradient of each runs as it did.
 */
record Autocast(DeviceType type) implements AutoCloseable {

  /** For float32 it changes nothing. */
  static Autocast of(Precision precision, Device device) {
    DeviceType type = device.torch().type();
    torch.set_autocast_dtype(type, ScalarType.BFloat16);
    torch.set_autocast_enabled(type, precision == Precision.BFLOAT16);
    return new Autocast(type);
  }

  @Override
  public void close() {
    // The cache holds bfloat16 copies of the weights, which the next step changes.
    torch.clear_cache();
    torch.set_autocast_enabled(type, false);
  }
}
