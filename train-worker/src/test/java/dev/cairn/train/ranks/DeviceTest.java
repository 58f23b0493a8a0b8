package dev.cairn.train.ranks;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.stream.Stream;
import org.bytedeco.pytorch.global.torch;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

class DeviceTest {
  private static final int TOO_MANY = 1000;

  @Test
  void withoutEnoughGpusAProcessTrainsOnTheProcessor() {
    assertThat(DeviceKind.CPU.of(1, 2, 3)).isEqualTo(new Device.Cpu(3));
    assertThat(DeviceKind.AUTO.of(1, TOO_MANY, 3)).isEqualTo(new Device.Cpu(3));
  }

  @Test
  void missingGpusAreToldWhereTheyAreAskedFor() {
    assertThatThrownBy(() -> DeviceKind.CUDA.of(0, TOO_MANY, 3))
        .hasMessageContaining("GPUs for 1000 processes")
        .isInstanceOfSatisfying(
            CairnException.class,
            e -> assertThat(e.code()).isEqualTo(ErrorCode.DEVICE_UNAVAILABLE));
  }

  @Test
  void everyRankHasAGpuOfItsOwn() {
    Assumptions.assumeTrue(torch.cuda_is_available(), "needs a GPU");
    assertThat(DeviceKind.AUTO.of(0, 1, 3)).isEqualTo(new Device.Cuda(0));
  }

  @Test
  void aProcessorThatComputesInBfloat16SaysSo() {
    assertThat(computes("flags\t\t: fpu avx512_bf16 amx_tile")).isTrue();
    assertThat(computes("flags\t\t: fpu avx512vl amx_bf16")).isTrue();
    assertThat(computes("flags\t\t: fpu avx512vl avx512_bf16x")).isFalse();
    assertThat(computes("model name\t: amx_bf16")).isFalse();
  }

  private static boolean computes(String line) {
    return Processor.computesInBfloat16(Stream.of("processor\t: 0", line));
  }
}
