package dev.cairn.pipeline.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class StorageFullTest {
  private static final Path FOLDER = Path.of("store");

  @ParameterizedTest
  @ValueSource(
      strings = {
        "No space left on device",
        "Disk quota exceeded",
        "There is not enough space on the disk"
      })
  void knowsAFullDisk(String words) {
    assertThatThrownBy(() -> StorageFull.orSame(new FileSystemException("f", null, words), FOLDER))
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("store")
        .extracting("code")
        .isEqualTo(ErrorCode.STORAGE_FULL);
  }

  @Test
  void leavesOtherFailuresAlone() {
    IOException other = new IOException("Permission denied");
    assertThat(StorageFull.orSame(other, FOLDER)).isSameAs(other);
    IOException silent = new IOException();
    assertThat(StorageFull.orSame(silent, FOLDER)).isSameAs(silent);
  }

  @Test
  @EnabledOnOs(OS.LINUX)
  void knowsTheWordsOfThisSystem() {
    assertThatThrownBy(() -> java.nio.file.Files.write(Path.of("/dev/full"), new byte[1]))
        .isInstanceOf(IOException.class)
        .satisfies(failure ->
            assertThatThrownBy(() -> StorageFull.orSame((IOException) failure, FOLDER))
                .isInstanceOf(CairnException.class));
  }
}
