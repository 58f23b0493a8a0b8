package dev.cairn.train.checkpoint;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.nio.file.Path;
import java.util.regex.Pattern;

/** The folder {@code <work>/stages/<stage id>} of one stage. */
public record StageFolder(Path path) {
  private static final Pattern ID = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

  /**
   * @throws CairnException with {@code STAGE_OPTION_INVALID} for an id that is no plain name
   */
  public static StageFolder of(Path work, String stageId) {
    if (!isName(stageId)) {
      throw new CairnException(
          ErrorCode.STAGE_OPTION_INVALID,
          "Stage id '%.120s' must be 1 to 100 letters, digits, dots, dashes or underscores and not start with a dot"
              .formatted(stageId));
    }
    return new StageFolder(work.toAbsolutePath().normalize().resolve("stages").resolve(stageId));
  }

  /** True for 1 to 100 letters, digits, dots, dashes and underscores without a leading dot. */
  public static boolean isName(String text) {
    return ID.matcher(text).matches();
  }

  /** What the trainer is asked to do. */
  public Path job() {
    return path.resolve("job.json");
  }

  /** Options of the JVMs of the trainer, as {@code java} reads them from a file. */
  public Path javaArguments() {
    return path.resolve("java.arguments");
  }

  /** What a process of the trainer and its native libraries print. */
  public Path log(int rank) {
    return path.resolve(rank == 0 ? "trainer.log" : "trainer-" + rank + ".log");
  }

  /** All that is done; the stage goes on from it. */
  public Path lastCheckpoint() {
    return path.resolve("last.safetensors");
  }

  /** After the epoch with the highest GAP, for people: nothing reads it. */
  public Path bestCheckpoint() {
    return path.resolve("best.safetensors");
  }

  /** After an epoch that is kept, for people. */
  public Path epochCheckpoint(int epoch) {
    return path.resolve("epoch-%d.safetensors".formatted(epoch));
  }

  /** Training images whose label is likely wrong. */
  public Path outliers() {
    return path.resolve("outliers.csv");
  }

  /** Where the bundle is put together. */
  public Path bundle() {
    return path.resolve("bundle");
  }
}
