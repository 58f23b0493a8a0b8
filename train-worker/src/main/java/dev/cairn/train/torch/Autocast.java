package dev.cairn.train.torch;

import dev.cairn.train.ranks.Device;
import org.bytedeco.pytorch.global.torch;
import org.bytedeco.pytorch.global.torch.DeviceType;
import org.bytedeco.pytorch.global.torch.ScalarType;

/**
 * Lets convolutions and matrix products of this thread run in bfloat16 until it is closed; the
 * gradient of each runs as it did.
 */
record Autocast(DeviceType type) implements AutoCloseable {

  /** Without bfloat16 it changes nothing. */
  static Autocast of(boolean bfloat16, Device device) {
    DeviceType type = device.torch().type();
    torch.set_autocast_dtype(type, ScalarType.BFloat16);
    torch.set_autocast_enabled(type, bfloat16);
    return new Autocast(type);
  }

  @Override
  public void close() {
    // The cache holds bfloat16 copies of the weights, which the next step changes.
    torch.clear_cache();
    torch.set_autocast_enabled(type, false);
  }
}
