package dev.cairn.pipeline.broker;

import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.WRITE;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;

/** Keeps a folder for one owner; the system lets go of it when the process dies. */
final class FolderLock implements AutoCloseable {
  private final FileChannel channel;

  private FolderLock(FileChannel channel) {
    this.channel = channel;
  }

  /**
   * @throws CairnException with {@code STORE_IN_USE} when another process, or this one, holds it
   */
  static FolderLock take(Path folder) throws IOException {
    FileChannel channel = FileChannel.open(folder.resolve("in-use.lock"), CREATE, WRITE);
    if (!tryLock(channel)) {
      channel.close();
      throw new CairnException(
          ErrorCode.STORE_IN_USE,
          "Another broker works in %s: stop it, or choose another folder".formatted(folder));
    }
    return new FolderLock(channel);
  }

  private static boolean tryLock(FileChannel channel) throws IOException {
    try {
      FileLock lock = channel.tryLock();
      return lock != null;
    } catch (OverlappingFileLockException e) {
      return false;
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }
}
