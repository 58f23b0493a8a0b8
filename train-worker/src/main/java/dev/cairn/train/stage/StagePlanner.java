package dev.cairn.train.stage;

import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.MemoryNeed;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.dataset.ClassMap;
import dev.cairn.train.dataset.ClassesFile;
import dev.cairn.train.dataset.Datasets;
import dev.cairn.train.dataset.StageData;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.torch.LoadMode;
import dev.cairn.train.trainer.Parent;
import java.io.IOException;
import java.nio.file.Path;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks up what commands refer to and finds everything that is wrong before anything runs. */
final class StagePlanner {
  private final Datasets datasets;
  private final FinishedStages finishedStages;
  private final Capacity capacity;

  /**
   * @param work folder of the stages
   */
  StagePlanner(Datasets datasets, Path work, BundleStore bundles, Capacity capacity) {
    this.datasets = datasets;
    this.capacity = capacity;
    finishedStages = new FinishedStages(work, bundles);
  }

  StagePlan plan(TrainingState state, TrainStageCommand command) {
    Faults faults = new Faults(StageRules.faults(command, capacity.processes()));
    Optional<ClassMap> classes = faults.collect(() -> classes(command));
    Optional<FinishedStages.Finished> from =
        Optional.ofNullable(command.getLoadFrom())
            .flatMap(id -> faults.collect(() -> finishedStages.find(state, id)));
    Optional<Parent> parent =
        from.flatMap(
            found -> classes.flatMap(c -> faults.collect(() -> parent(command, found, c))));
    Optional<MemoryNeed> memory =
        classes
            .filter(_ -> faults.found().isEmpty())
            .flatMap(c -> faults.collect(() -> StageMemory.require(command, c.size(), capacity)));
    return memory.isPresent()
        ? new StagePlan.Ready(parent, memory.get())
        : new StagePlan.Faulty(List.copyOf(faults.found()));
  }

  private ClassMap classes(TrainStageCommand command) throws IOException {
    int stride = Math.max(1, command.getValidationStride()); // a fault of its own otherwise
    return StageData.select(
            datasets.open(command.getDataset()).rows(),
            command.getStep(),
            command.getFold(),
            stride,
            Optional.empty())
        .classes();
  }

  private static Parent parent(
      TrainStageCommand command, FinishedStages.Finished from, ClassMap classes)
      throws IOException {
    String architecture = from.bundle().manifest().architecture();
    if (!Architectures.byName(architecture)
        .backbone()
        .equals(Architectures.byName(command.getArchitecture()).backbone())) {
      throw new CairnException(
          ErrorCode.STAGE_OPTION_INVALID,
          "architecture is '%s' but '%s' is a %s: both must be the same"
              .formatted(command.getArchitecture(), command.getLoadFrom(), architecture));
    }
    return new Parent(
        from.checkpoint(),
        from.bundle().digest(),
        from.bundle().classes(),
        loadMode(command, ClassesFile.read(from.bundle().classes()).sameLandmarks(classes)));
  }

  /**
   * As the original: step 1 leaves the head behind, because its classes are fewer, steps 2 and 3 go
   * on with it. The original never loads in step 0; here it keeps the head while the classes allow.
   */
  private static LoadMode loadMode(TrainStageCommand command, boolean sameLandmarks) {
    return switch (command.getStep()) {
      case 0 -> sameLandmarks ? LoadMode.STRICT : LoadMode.WITHOUT_HEAD;
      case 1 -> LoadMode.WITHOUT_HEAD;
      default -> {
        if (!sameLandmarks) {
          throw new CairnException(
              ErrorCode.DATASET_INVALID,
              "%s has other landmarks than the head of '%s', which step %d goes on with: train step 1 first"
                  .formatted(command.getDataset(), command.getLoadFrom(), command.getStep()));
        }
        yield LoadMode.STRICT;
      }
    };
  }

  /** Collects faults; the same one twice counts once. */
  private record Faults(Set<Fault> found) {

    interface Lookup<T> {
      T get() throws IOException;
    }

    Faults(List<Fault> first) {
      this(new LinkedHashSet<>(first));
    }

    <T> Optional<T> collect(Lookup<T> lookup) {
      try {
        return Optional.of(lookup.get());
      } catch (CairnException e) {
        found.add(new Fault(e.code().name(), e.getMessage()));
      } catch (IOException e) {
        found.add(new Fault(ErrorCode.INTERNAL.name(), e.toString()));
      }
      return Optional.empty();
    }
  }
}
