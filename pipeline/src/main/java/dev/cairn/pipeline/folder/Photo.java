package dev.cairn.pipeline.folder;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Optional;

/**
 * A photograph in a folder.
 *
 * @param imageId unique in its folder
 * @param landmarkId the landmark shown, for gallery photographs
 * @param file inside the folder, no link
 */
public record Photo(String imageId, Optional<String> landmarkId, Path file) {

  /** The bytes; empty when the file is gone, unreadable or has become a link since the scan. */
  public Optional<byte[]> read() {
    try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
      return Optional.of(in.readAllBytes());
    } catch (IOException e) {
      return Optional.empty();
    }
  }
}
