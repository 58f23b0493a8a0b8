package dev.cairn.pipeline.file;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;

/** Tells a full disk from other I/O failures; the JDK only has the system's words for it. */
public final class StorageFull {
  private static final List<String> WORDS =
      List.of("no space left", "disk quota exceeded", "not enough space on the disk");

  private StorageFull() {}

  /**
   * Returns the failure itself, to be thrown, unless the disk is full.
   *
   * @throws CairnException with {@code STORAGE_FULL} when the disk is full
   */
  public static IOException orSame(IOException failure, Path folder) {
    String message = String.valueOf(failure.getMessage()).toLowerCase(Locale.ROOT);
    if (WORDS.stream().anyMatch(message::contains)) {
      throw new CairnException(
          ErrorCode.STORAGE_FULL,
          "No space left in %s: free some or move the store, work then goes on".formatted(folder),
          failure);
    }
    return failure;
  }
}
