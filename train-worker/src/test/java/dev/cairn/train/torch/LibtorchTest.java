package dev.cairn.train.torch;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.schemas.avro.Precision;
import dev.cairn.train.ranks.Device;
import org.junit.jupiter.api.Test;

class LibtorchTest {
  private static final Device DEVICE = new Device.Cpu(1);

  @Test
  void onlyAnOpenPrecisionAsksTheDevice() {
    assertThat(Libtorch.usesBfloat16(Precision.FLOAT32, DEVICE)).isFalse();
    assertThat(Libtorch.usesBfloat16(Precision.BFLOAT16, DEVICE)).isTrue();
    if (!DEVICE.computesInBfloat16()) {
      assertThat(Libtorch.usesBfloat16(Precision.AUTO, DEVICE)).isFalse();
    }
  }
}
