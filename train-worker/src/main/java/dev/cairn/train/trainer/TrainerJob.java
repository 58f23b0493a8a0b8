package dev.cairn.train.trainer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.cairn.pipeline.file.AtomicFile;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.train.checkpoint.StageFolder;
import dev.cairn.train.dataset.ClassMap;
import dev.cairn.train.ranks.DeviceKind;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/**
 * Everything a trainer process has to know.
 *
 * @param store folder of blobs and published batches
 * @param work folder of the stages
 * @param dataRoots folders below which datasets may lie
 * @param parent whose weights it starts from; empty for new ones
 * @param device that the processes train on
 * @param threads that libtorch uses in each process, and as many that load images
 * @param checkpointSeconds after which an epoch's work is kept in its middle
 */
public record TrainerJob(
    Recipe recipe,
    Path store,
    Path work,
    List<Path> dataRoots,
    Optional<Parent> parent,
    DeviceKind device,
    int threads,
    long checkpointSeconds) {
  private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

  public StageFolder folder() {
    return StageFolder.of(work, recipe.stageId());
  }

  /** How many train together, each a rank. */
  int processes() {
    return recipe.batches().processes();
  }

  /** Writes it where the trainer process looks for it. */
  void write() throws IOException {
    AtomicFile.write(folder().job(), JSON.writeValueAsBytes(this));
  }

  static TrainerJob read(Path file) throws IOException {
    return JSON.readValue(file.toFile(), TrainerJob.class);
  }

  /** Digest of everything that the trained weights follow from. */
  String origin(String datasetDigest, ClassMap classes) throws IOException {
    return Sha256.of(
        String.join(
            "\n",
            JSON.writeValueAsString(recipe),
            datasetDigest,
            classes.digest(),
            parent.map(Parent::digest).orElse("new weights")));
  }
}
