package dev.cairn.train.stage;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.dataset.ClassMap;
import dev.cairn.train.torch.LoadMode;
import dev.cairn.train.trainer.Parent;
import java.nio.file.Path;

/** What a stage may load from, before it is clear how much of it. */
sealed interface ParentCandidate {

  /**
   * A bundle.
   *
   * @param landmarks of its head, none in a bundle without one
   */
  record OfBundle(Bundle bundle, ClassMap landmarks) implements ParentCandidate {

    @Override
    public LoadMode most(ClassMap classes) {
      return landmarks.sameLandmarks(classes) ? LoadMode.STRICT : LoadMode.WITHOUT_HEAD;
    }

    @Override
    public Parent parent(LoadMode mode) {
      return new Parent.OfBundle(bundle, mode);
    }

    @Override
    public String head() {
      return landmarks.size() == 0 ? "has no head" : "has a head of other landmarks";
    }
  }

  /**
   * A checkpoint file. It names no landmarks: a head of as many as the dataset has is taken for one
   * of the same, in ascending order as in the original.
   *
   * @param has the most that any stage can take over
   */
  record OfFile(Path file, String sha256, LoadMode has, long headClasses)
      implements ParentCandidate {

    @Override
    public LoadMode most(ClassMap classes) {
      boolean otherHead = has == LoadMode.STRICT && headClasses != classes.size();
      return otherHead ? LoadMode.WITHOUT_HEAD : has;
    }

    @Override
    public Parent parent(LoadMode mode) {
      return new Parent.OfFile(file, sha256, mode);
    }

    @Override
    public String head() {
      return headClasses == 0 ? "has no head" : "has a head of %d classes".formatted(headClasses);
    }
  }

  /** The most that a stage of these classes can take over. */
  LoadMode most(ClassMap classes);

  Parent parent(LoadMode mode);

  /** What it has instead of the head that is wanted. */
  String head();

  /**
   * As the original: step 1 leaves the head behind, because its classes are fewer, steps 2 and 3 go
   * on with it. The original never loads in step 0; here it keeps the head while the classes allow.
   *
   * @throws CairnException with {@code DATASET_INVALID} when the step needs a head that is not
   *     there
   */
  default Parent parent(TrainStageCommand command, ClassMap classes) {
    LoadMode most = most(classes);
    return switch (command.getStep()) {
      case 0 -> parent(most);
      case 1 -> parent(most == LoadMode.BACKBONE ? most : LoadMode.WITHOUT_HEAD);
      default -> {
        if (most != LoadMode.STRICT) {
          throw new CairnException(
              ErrorCode.DATASET_INVALID,
              "Step %d goes on with a head of the %d landmarks of %s, but '%s' %s: train step 1 first"
                  .formatted(
                      command.getStep(),
                      classes.size(),
                      command.getDataset(),
                      command.getLoadFrom(),
                      head()));
        }
        yield parent(most);
      }
    };
  }
}
