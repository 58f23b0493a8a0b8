package dev.cairn.embed.session;

import static org.assertj.core.api.Assertions.assertThat;

import ai.onnxruntime.OrtException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DeviceMemoryTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Error code - ORT_RUNTIME_EXCEPTION - message: BFCArena::AllocateRawInternal Failed to allocate memory for requested buffer of size 16777216",
        "Available memory of 1024 is smaller than requested bytes of 2048",
        "CUDA failure 2: out of memory ; GPU=0",
        "CUDNN_STATUS_ALLOC_FAILED",
        "std::bad_alloc"
      })
  void isShortByTheWordsOfTheRuntime(String message) {
    var failure = new IllegalStateException("failed", new OrtException(message));

    assertThat(DeviceMemory.isShort(failure)).isTrue();
  }

  @Test
  void isNotShortForOtherFailures() {
    assertThat(DeviceMemory.isShort(new OrtException("Invalid rank for input: pixels"))).isFalse();
    assertThat(DeviceMemory.isShort(new IllegalStateException((String) null))).isFalse();
  }
}
