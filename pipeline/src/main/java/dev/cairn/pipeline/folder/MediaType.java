package dev.cairn.pipeline.folder;

import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** The kinds of photographs that are published, told by the ending of the file name. */
public enum MediaType {
  JPEG("image/jpeg", ".jpg", ".jpeg"),
  PNG("image/png", ".png"),
  WEBP("image/webp", ".webp");

  private final String mimeName;
  private final List<String> endings;

  MediaType(String mimeName, String... endings) {
    this.mimeName = mimeName;
    this.endings = List.of(endings);
  }

  /** Upper and lower case are the same; empty for every other file. */
  public static Optional<MediaType> of(Path file) {
    String name = file.getFileName().toString().toLowerCase(Locale.ROOT);
    return Arrays.stream(values())
        .filter(type -> type.endings.stream().anyMatch(name::endsWith))
        .findFirst();
  }

  public String mimeName() {
    return mimeName;
  }
}
