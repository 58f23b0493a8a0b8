package dev.cairn.train.stage;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * What must be free before a stage goes on that found the disk full.
 *
 * @param places the folders that it writes to
 */
record DiskRoom(List<Place> places) {
  /** Whatever there is. */
  static final DiskRoom ANY = new DiskRoom(List.of());

  /**
   * @param bytes that must be usable there
   */
  record Place(Path folder, long bytes) {}

  /** As much more than now as the stage still wants to write, in each folder. */
  static DiskRoom beyondNow(long bytes, Path... folders) {
    List<Place> places = new ArrayList<>();
    for (Path folder : folders) {
      places.add(new Place(folder, usable(folder) + bytes));
    }
    return new DiskRoom(places);
  }

  boolean isFree() {
    return places.stream().allMatch(place -> usable(place.folder()) >= place.bytes());
  }

  private static long usable(Path folder) {
    try {
      return Files.getFileStore(folder).getUsableSpace();
    } catch (IOException e) {
      throw new CairnException(
          ErrorCode.INTERNAL, "Cannot tell the space left in %s: %s".formatted(folder, e), e);
    }
  }
}
