package dev.cairn.train.stage;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.dataset.ClassesFile;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.roots.AllowedRoots;
import dev.cairn.train.weights.NetworkWeights;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Finds what stages load from: bundles, whoever made them, and checkpoint files.
 *
 * @param modelRoots folders below which the files may lie
 */
record Parents(BundleStore bundles, AllowedRoots modelRoots) {
  private static final String FILE = "file:";

  /**
   * Looks up {@code loadFrom}, which the command has.
   *
   * @throws CairnException with {@code CHECKPOINT_NOT_FOUND}, {@code STAGE_OPTION_INVALID} for a
   *     bundle of another architecture, {@code MODEL_INVALID} for a bundle without weights and a
   *     file that does not fit, as {@link NetworkWeights}
   */
  ParentCandidate find(TrainingState state, TrainStageCommand command) throws IOException {
    String loadFrom = command.getLoadFrom();
    if (loadFrom.startsWith(FILE)) {
      String subject = "loadFrom '%.200s'".formatted(loadFrom);
      return file(modelRoots.file(subject, loadFrom.substring(FILE.length())), command);
    }
    return bundle(Sha256.isHex(loadFrom) ? loadFrom : digest(state, loadFrom), command);
  }

  private static ParentCandidate file(Path file, TrainStageCommand command) throws IOException {
    LandmarkNetwork network = Architectures.byName(command.getArchitecture());
    try (NetworkWeights weights = NetworkWeights.of(file, network)) {
      return new ParentCandidate.OfFile(
          file, Sha256.of(file), weights.mode(), weights.headClasses());
    }
  }

  private ParentCandidate bundle(String digest, TrainStageCommand command) throws IOException {
    String loadFrom = command.getLoadFrom();
    if (!bundles.contains(digest)) {
      throw notFound(loadFrom, "no bundle with this digest is in the store");
    }
    Bundle bundle = bundles.open(digest);
    String architecture = bundle.manifest().architecture();
    if (!Architectures.byName(architecture)
        .backbone()
        .equals(Architectures.byName(command.getArchitecture()).backbone())) {
      throw new CairnException(
          ErrorCode.STAGE_OPTION_INVALID,
          "architecture is '%s' but '%s' is a %s: both must be the same"
              .formatted(command.getArchitecture(), loadFrom, architecture));
    }
    NetworkWeights.of(bundle).close(); // has weights, and they can be read
    return new ParentCandidate.OfBundle(bundle, ClassesFile.read(bundle.classes()));
  }

  private static String digest(TrainingState state, String stageId) {
    StageRecord stage =
        state.stage(stageId).orElseThrow(() -> notFound(stageId, "no stage has this id"));
    return stage
        .bundleDigest()
        .orElseThrow(() -> notFound(stageId, "this stage has not completed: " + stage.status()));
  }

  private static CairnException notFound(String loadFrom, String why) {
    return new CairnException(
        ErrorCode.CHECKPOINT_NOT_FOUND,
        "Cannot load from '%.120s': %s; give the id of a completed stage, the digest of its bundle or file:<model root>/<file>"
            .formatted(loadFrom, why));
  }
}
