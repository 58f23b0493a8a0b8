package dev.cairn.train.trainer;

import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.datatype.jdk8.Jdk8Module;
import dev.cairn.pipeline.file.AtomicFile;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.train.checkpoint.StageFolder;
import dev.cairn.train.dataset.ClassMap;
import dev.cairn.train.host.Hosts;
import dev.cairn.train.host.Place;
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
 * @param hosts that the processes run on
 * @param threads of each host, for libtorch; as many load images
 * @param findOutliers whether the training images are looked at once more at the end
 * @param checkpointSeconds after which an epoch's work is kept in its middle
 */
public record TrainerJob(
    Recipe recipe,
    Path store,
    Path work,
    List<Path> dataRoots,
    Optional<Parent> parent,
    DeviceKind device,
    Hosts hosts,
    int threads,
    boolean findOutliers,
    long checkpointSeconds) {
  private static final JsonMapper JSON = JsonMapper.builder().addModule(new Jdk8Module()).build();

  public StageFolder folder() {
    return StageFolder.of(work, recipe.stageId());
  }

  /** How many train together, each a rank. */
  int processes() {
    return recipe.batches().processes();
  }

  Place place(int rank) {
    return hosts.place(rank, processes());
  }

  /** Each process of a host has its share of the threads, but at least one. */
  int threadsOf(int rank) {
    return Math.max(1, threads / place(rank).processes());
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
