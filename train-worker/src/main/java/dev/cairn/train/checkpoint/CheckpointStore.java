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
 * The checkpoints of a stage: the last one, the one after the best epoch, and those of every n-th
 * epoch. A checkpoint is one safetensors file, its progress JSON in the header, so that a crash
 * leaves either the old or the new one, never a mixture.
 */
public final class CheckpointStore {
  private static final JsonMapper JSON = new JsonMapper();

  /** The number is that of the JSON's form: a checkpoint of another one is not gone on with. */
  private static final String PROGRESS = "cairn.checkpoint.2";

  private final StageFolder folder;
  private final int keepEvery;

  /**
   * @param keepEvery keeps every n-th epoch; 0 keeps none for itself
   */
  public CheckpointStore(StageFolder folder, int keepEvery) {
    this.folder = folder;
    this.keepEvery = keepEvery;
  }

  /** Replaces the last checkpoint, and after an epoch those that it is too. */
  public void save(TrainableModel model, Checkpoint checkpoint) throws IOException {
    model.save(folder.lastCheckpoint(), Map.of(PROGRESS, JSON.writeValueAsString(checkpoint)));
    if (checkpoint.endsEpoch()) {
      int epoch = checkpoint.epochs().getLast().epoch();
      if (checkpoint.hasBestGap()) {
        linkLast(folder.bestCheckpoint());
      }
      if (keepEvery > 0 && epoch % keepEvery == 0) {
        linkLast(folder.epochCheckpoint(epoch));
      }
    }
  }

  /** A second name costs no space: saving replaces the name 'last', not the bytes behind it. */
  private void linkLast(Path name) throws IOException {
    Path link = folder.path().resolve("link.tmp");
    Files.deleteIfExists(link);
    Files.createLink(link, folder.lastCheckpoint());
    Files.move(link, name, StandardCopyOption.ATOMIC_MOVE);
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
