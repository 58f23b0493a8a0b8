package dev.cairn.standalone.up;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** The folder that one Cairn keeps everything in. */
public record WorkFolder(Path root) {

  /** Broker data: topics and offsets. */
  public Path broker() {
    return root.resolve("broker");
  }

  /** Blobs, bundles and datasets. */
  public Path store() {
    return root.resolve("store");
  }

  /** The gallery index; it can be rebuilt from the topic. */
  public Path index() {
    return root.resolve("index");
  }

  /** Checkpoints and logs of training stages. */
  public Path training() {
    return root.resolve("training");
  }

  public Path log() {
    return root.resolve("log").resolve("cairn.log");
  }

  private Path address() {
    return root.resolve("broker.address");
  }

  /** Writes down where the broker listens, for commands started elsewhere. */
  public void publishAddress(String bootstrapServers) throws IOException {
    Files.writeString(address(), bootstrapServers + "\n");
  }

  public void withdrawAddress() throws IOException {
    Files.deleteIfExists(address());
  }

  /** Where the broker of a running {@code cairn up} listens, if there is one. */
  public Optional<String> publishedAddress() throws IOException {
    return Files.exists(address())
        ? Optional.of(Files.readString(address()).strip())
        : Optional.empty();
  }

  /**
   * Creates the folder.
   *
   * @throws CairnException when it cannot be written to
   */
  public WorkFolder create() {
    try {
      Files.createDirectories(log().getParent());
      Files.createDirectories(store());
      return this;
    } catch (IOException e) {
      throw new CairnException(
          ErrorCode.STORAGE_FULL,
          "Cannot write to the work folder %s: %s. Free some space or choose another with --work."
              .formatted(root.toAbsolutePath(), e.getMessage()),
          e);
    }
  }
}
