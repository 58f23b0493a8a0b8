package dev.cairn.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PeakMemoryTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void itIsMoreThanTheHeapInUseAndNeverFalls() {
    long before = PeakMemory.ofProcess(ProcessHandle.current().pid());
    byte[] block = new byte[64 << 20];
    long during = PeakMemory.ofProcess(ProcessHandle.current().pid());
    assertThat(during).isGreaterThan(block.length).isGreaterThanOrEqualTo(before);
  }

  @Test
  void aProcessThatDoesNotExistHasNone() {
    assertThat(PeakMemory.ofProcess(Long.MAX_VALUE)).isZero();
  }
}
