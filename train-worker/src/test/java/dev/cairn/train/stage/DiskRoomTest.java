package dev.cairn.train.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DiskRoomTest {
  private static final long MORE_THAN_ANY_DISK = 1L << 60;

  @TempDir private Path folder;

  @Test
  void nothingMoreThanThereIsIsFree() {
    assertThat(DiskRoom.ANY.isFree()).isTrue();
    assertThat(DiskRoom.beyondNow(-(1L << 30), folder).isFree()).isTrue();
  }

  @Test
  void moreMustBecomeFreeFirst() {
    assertThat(DiskRoom.beyondNow(MORE_THAN_ANY_DISK, folder).isFree()).isFalse();
  }
}
