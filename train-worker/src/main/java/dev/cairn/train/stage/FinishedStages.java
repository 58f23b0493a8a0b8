package dev.cairn.train.stage;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.checkpoint.StageFolder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Finds what a stage loads from. A bundle is for serving and holds no weights by name, so the
 * checkpoint of the stage that made it is looked for.
 *
 * @param work folder of the stages
 */
record FinishedStages(Path work, BundleStore bundles) {

  /** A finished stage: its bundle and its last checkpoint. */
  record Finished(Bundle bundle, Path checkpoint) {}

  /**
   * @param loadFrom a stage id or a bundle digest
   * @throws CairnException with {@code CHECKPOINT_NOT_FOUND}
   */
  Finished find(TrainingState state, String loadFrom) throws IOException {
    String digest = Sha256.isHex(loadFrom) ? loadFrom : digestOf(state, loadFrom);
    if (!bundles.contains(digest)) {
      throw notFound(loadFrom, "no bundle with this digest is in the store");
    }
    Bundle bundle = bundles.open(digest);
    Path checkpoint = StageFolder.of(work, bundle.manifest().stageId()).lastCheckpoint();
    if (!Files.isRegularFile(checkpoint)) {
      throw notFound(
          loadFrom,
          "%s, the checkpoint of the stage that made it, is missing".formatted(checkpoint));
    }
    return new Finished(bundle, checkpoint);
  }

  private static String digestOf(TrainingState state, String stageId) {
    StageRecord stage =
        state.stage(stageId).orElseThrow(() -> notFound(stageId, "no stage has this id"));
    return stage
        .bundleDigest()
        .orElseThrow(() -> notFound(stageId, "this stage has not completed: " + stage.status()));
  }

  private static CairnException notFound(String loadFrom, String why) {
    return new CairnException(
        ErrorCode.CHECKPOINT_NOT_FOUND,
        "Cannot load from '%.120s': %s; give the id of a completed stage or the digest of its bundle"
            .formatted(loadFrom, why));
  }
}
