package dev.cairn.bench;

import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.train.ranks.DeviceKind;
import dev.cairn.train.trainer.Recipe;
import dev.cairn.train.trainer.TrainerJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** A published batch of drawn photographs and the stages over it; all goes when it is closed. */
record TemporaryStages(Path folder) implements AutoCloseable {
  static final String DATASET = "batch:bench";

  private static final int LANDMARKS = 10;
  private static final long CHECKPOINT_SECONDS = 600;

  /**
   * @param photographs that train; none validates
   */
  static TemporaryStages of(int photographs) throws IOException {
    TemporaryStages stages = new TemporaryStages(Files.createTempDirectory("cairn-bench"));
    FolderBlobStore blobs = new FolderBlobStore(stages.folder);
    List<String> rows = new ArrayList<>(List.of("id,landmark_id,uri,fold"));
    for (byte[] jpeg : SyntheticPhotographs.jpegs(photographs)) {
      int number = rows.size();
      String uri = blobs.put(jpeg, "image/jpeg").getUri();
      rows.add("image-%d,landmark-%d,%s,1".formatted(number, number % LANDMARKS, uri));
    }
    Path datasets = Files.createDirectories(stages.folder.resolve("datasets"));
    Files.write(datasets.resolve("bench.csv"), rows);
    return stages;
  }

  TrainerJob job(TrainStageCommand command, int threads) {
    int share = Math.max(1, threads / command.getProcesses());
    return new TrainerJob(
        Recipe.of(command),
        folder,
        folder,
        List.of(),
        Optional.empty(),
        DeviceKind.CPU,
        share,
        CHECKPOINT_SECONDS);
  }

  @Override
  public void close() throws IOException {
    try (Stream<Path> tree = Files.walk(folder)) {
      for (Path path : tree.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(path);
      }
    }
  }
}
