package dev.cairn.pipeline.bundle;

import static java.nio.file.LinkOption.NOFOLLOW_LINKS;
import static java.util.Comparator.comparing;

import dev.cairn.pipeline.file.AtomicFile;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.AtomicMoveNotSupportedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;

/**
 * The files of one bundle folder.
 *
 * @param files sorted by name; regular files directly in the folder
 */
record BundleFiles(Path folder, List<Path> files) {
  private static final List<String> REQUIRED =
      List.of("model.onnx", "head.safetensors", "classes.csv", ManifestFile.NAME);

  /**
   * @throws CairnException with {@code MODEL_INVALID} when a file is missing or is not a plain file
   */
  static BundleFiles list(Path folder) throws IOException {
    List<Path> files;
    try (Stream<Path> children = Files.list(folder)) {
      files = children.sorted(comparing(file -> file.getFileName().toString())).toList();
    }
    List<String> names = files.stream().map(file -> file.getFileName().toString()).toList();
    for (String required : REQUIRED) {
      if (!names.contains(required)) {
        throw invalid("%s lacks %s".formatted(folder, required));
      }
    }
    for (Path file : files) {
      if (!Files.isRegularFile(file, NOFOLLOW_LINKS)) {
        throw invalid("%s is not a plain file".formatted(file));
      }
    }
    return new BundleFiles(folder, files);
  }

  /** SHA-256 over lines {@code name:sha256}, sorted by name. */
  String digest() throws IOException {
    StringBuilder lines = new StringBuilder();
    for (Path file : files) {
      lines.append(file.getFileName()).append(':').append(Sha256.of(file)).append('\n');
    }
    return Sha256.of(lines.toString());
  }

  /** Makes the content durable, before a rename makes it visible. */
  void sync() throws IOException {
    for (Path file : files) {
      try (FileChannel channel = FileChannel.open(file, StandardOpenOption.WRITE)) {
        channel.force(true);
      }
    }
  }

  /** One rename, after a copy where the target is on another disk. */
  void moveTo(Path target) throws IOException {
    try {
      Files.move(folder, target, StandardCopyOption.ATOMIC_MOVE);
    } catch (AtomicMoveNotSupportedException e) {
      BundleFiles copied = copyTo(target.resolveSibling("." + UUID.randomUUID() + ".tmp"));
      try {
        copied.moveTo(target);
      } finally {
        copied.delete();
      }
    } catch (FileSystemException e) {
      if (!Files.isDirectory(target)) {
        throw e;
      }
      // Someone else has just published the same content.
    }
  }

  private BundleFiles copyTo(Path copy) throws IOException {
    Files.createDirectories(copy);
    for (Path file : files) {
      Files.copy(file, copy.resolve(file.getFileName()));
    }
    BundleFiles copied = list(copy);
    copied.sync();
    AtomicFile.sync(copy);
    return copied;
  }

  void delete() throws IOException {
    for (Path file : files) {
      Files.deleteIfExists(file);
    }
    Files.deleteIfExists(folder);
  }

  private static CairnException invalid(String message) {
    return new CairnException(ErrorCode.MODEL_INVALID, message);
  }
}
