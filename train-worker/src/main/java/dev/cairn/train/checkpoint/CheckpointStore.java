package dev.cairn.train.checkpoint;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.cairn.pipeline.tensor.Safetensors;
import dev.cairn.train.torch.LoadMode;
import dev.cairn.train.torch.TrainableModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;
import java.util.Optional;

/**
 * The last and the best checkpoint of a stage. A checkpoint is one safetensors file, its progress
 * JSON in the header, so that a crash leaves either the old or the new one, never a mixture.
 */
public final class CheckpointStore {
  private static final JsonMapper JSON = new JsonMapper();
  private static final String PROGRESS = "cairn.checkpoint";

  private final StageFolder folder;

  public CheckpointStore(StageFolder folder) {
    this.folder = folder;
  }

  /** Replaces the last checkpoint, and the best one when this is it. */
  public void save(TrainableModel model, Checkpoint checkpoint) throws IOException {
    Path last = folder.lastCheckpoint();
    model.save(last, Map.of(PROGRESS, JSON.writeValueAsString(checkpoint)));
    if (checkpoint.hasBestGap()) {
      // A second name costs no space: saving replaces the name 'last', not the bytes behind it.
      Path link = folder.path().resolve("best.tmp");
      Files.deleteIfExists(link);
      Files.createLink(link, last);
      Files.move(link, folder.bestCheckpoint(), StandardCopyOption.ATOMIC_MOVE);
    }
  }

  /**
   * Loads the last checkpoint with its optimiser into the model.
   *
   * @return empty, the model untouched, when there is none of this origin
   */
  public Optional<Checkpoint> resume(TrainableModel model, String origin) throws IOException {
    Optional<Checkpoint> last = last().filter(checkpoint -> checkpoint.origin().equals(origin));
    if (last.isPresent()) {
      model.load(folder.lastCheckpoint(), LoadMode.RESUME);
    }
    return last;
  }

  private Optional<Checkpoint> last() throws IOException {
    if (!Files.exists(folder.lastCheckpoint())) {
      return Optional.empty();
    }
    try (Safetensors file = Safetensors.open(folder.lastCheckpoint())) {
      String progress = file.metadata().get(PROGRESS);
      return progress == null
          ? Optional.empty()
          : Optional.of(JSON.readValue(progress, Checkpoint.class));
    }
  }
}
