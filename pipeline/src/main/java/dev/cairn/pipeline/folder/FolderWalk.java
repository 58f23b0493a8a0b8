package dev.cairn.pipeline.folder;

import dev.cairn.pipeline.folder.Skipped.Reason;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.List;

/** Collects the files of a folder that are named like photographs; hidden ones do not count. */
final class FolderWalk extends SimpleFileVisitor<Path> {
  private final Path folder;
  private final long maxImageBytes;
  final List<Path> files = new ArrayList<>();
  final List<Skipped> skipped = new ArrayList<>();

  FolderWalk(Path folder, long maxImageBytes) {
    this.folder = folder;
    this.maxImageBytes = maxImageBytes;
  }

  @Override
  public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes)
      throws IOException {
    boolean hidden = !directory.equals(folder) && Files.isHidden(directory);
    return hidden ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) throws IOException {
    if (Files.isHidden(file)) {
      return FileVisitResult.CONTINUE;
    }
    if (attributes.isSymbolicLink()) {
      skipped.add(new Skipped(file, Reason.SYMBOLIC_LINK));
    } else if (MediaType.of(file).isPresent() && attributes.isRegularFile()) {
      take(file, attributes.size());
    }
    return FileVisitResult.CONTINUE;
  }

  @Override
  public FileVisitResult visitFileFailed(Path file, IOException failure) {
    skipped.add(new Skipped(file, Reason.UNREADABLE));
    return FileVisitResult.CONTINUE;
  }

  private void take(Path file, long bytes) {
    if (bytes > maxImageBytes) {
      skipped.add(new Skipped(file, Reason.TOO_LARGE));
    } else if (!Files.isReadable(file)) {
      skipped.add(new Skipped(file, Reason.UNREADABLE));
    } else {
      files.add(file);
    }
  }
}
