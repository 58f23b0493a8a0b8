package dev.cairn.standalone.replay;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.DirectoryNotEmptyException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Where an index lies while it is used: a named folder stays, a temporary one goes when it is
 * closed or the program ends, be it by Ctrl-C.
 */
public final class ReplicaFolder implements AutoCloseable {
  /** An index that is being written may make a file between looking and removing. */
  private static final int TRIES = 100;

  private final Path path;
  private final Optional<Thread> remover;

  private ReplicaFolder(Path path, Optional<Thread> remover) {
    this.path = path;
    this.remover = remover;
  }

  /**
   * @param named empty for a temporary folder
   */
  public static ReplicaFolder open(Optional<Path> named) throws IOException {
    if (named.isPresent()) {
      return new ReplicaFolder(named.get(), Optional.empty());
    }
    Path temporary = Files.createTempDirectory("cairn-replay");
    Thread remover = Thread.ofPlatform().unstarted(() -> removeAll(temporary));
    Runtime.getRuntime().addShutdownHook(remover);
    return new ReplicaFolder(temporary, Optional.of(remover));
  }

  public Path path() {
    return path;
  }

  private static void removeAll(Path folder) {
    try {
      for (int i = 0; i < TRIES && Files.exists(folder); i++) {
        removeOnce(folder);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static void removeOnce(Path folder) throws IOException {
    try {
      for (Path file : below(folder)) {
        Files.deleteIfExists(file);
      }
    } catch (DirectoryNotEmptyException | NoSuchFileException e) {
      return; // somebody wrote or removed meanwhile: look again
    }
  }

  private static List<Path> below(Path folder) throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      return tree.sorted(Comparator.reverseOrder()).toList();
    } catch (UncheckedIOException e) {
      throw e.getCause();
    }
  }

  @Override
  public void close() {
    remover.ifPresent(thread -> {
      Runtime.getRuntime().removeShutdownHook(thread);
      removeAll(path);
    });
  }
}
