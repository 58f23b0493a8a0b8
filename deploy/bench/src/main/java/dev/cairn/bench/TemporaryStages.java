package dev.cairn.bench;

import dev.cairn.bench.measure.TemporaryFolder;
import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.train.host.Hosts;
import dev.cairn.train.ranks.DeviceKind;
import dev.cairn.train.trainer.Recipe;
import dev.cairn.train.trainer.TrainerJob;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** A published batch of drawn photographs and the stages over it; all goes when it is closed. */
record TemporaryStages(TemporaryFolder folder) implements AutoCloseable {
  static final String DATASET = "batch:bench";

  private static final int LANDMARKS = 10;
  private static final long CHECKPOINT_SECONDS = 600;

  /**
   * @param photographs that train; none validates
   */
  static TemporaryStages of(int photographs) throws IOException {
    TemporaryStages stages = new TemporaryStages(TemporaryFolder.make());
    FolderBlobStore blobs = new FolderBlobStore(stages.folder.path());
    List<String> rows = new ArrayList<>(List.of("id,landmark_id,uri,fold"));
    for (byte[] jpeg : SyntheticPhotographs.jpegs(photographs)) {
      int number = rows.size();
      String uri = blobs.put(jpeg, "image/jpeg").getUri();
      rows.add("image-%d,landmark-%d,%s,1".formatted(number, number % LANDMARKS, uri));
    }
    Path datasets = Files.createDirectories(stages.folder.path().resolve("datasets"));
    Files.write(datasets.resolve("bench.csv"), rows);
    return stages;
  }

  TrainerJob job(TrainStageCommand command, int threads) {
    return new TrainerJob(
        Recipe.of(command),
        folder.path(),
        folder.path(),
        List.of(),
        Optional.empty(),
        DeviceKind.CPU,
        Hosts.local(command.getProcesses()),
        threads,
        command.getFindOutliers(),
        CHECKPOINT_SECONDS);
  }

  @Override
  public void close() throws IOException {
    folder.close();
  }
}
