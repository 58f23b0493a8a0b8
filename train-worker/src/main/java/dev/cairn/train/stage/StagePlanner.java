package dev.cairn.train.stage;

import dev.cairn.schemas.avro.Fault;
import dev.cairn.schemas.avro.MemoryNeed;
import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.dataset.ClassMap;
import dev.cairn.train.dataset.Datasets;
import dev.cairn.train.dataset.StageData;
import dev.cairn.train.trainer.Parent;
import java.io.IOException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Looks up what commands refer to and finds everything that is wrong before anything runs. */
final class StagePlanner {
  private final Datasets datasets;
  private final Parents parents;
  private final Capacity capacity;

  StagePlanner(Datasets datasets, Parents parents, Capacity capacity) {
    this.datasets = datasets;
    this.parents = parents;
    this.capacity = capacity;
  }

  StagePlan plan(TrainingState state, TrainStageCommand command) {
    Faults faults = new Faults(StageRules.faults(command, capacity.hosts().processes()));
    Optional<ClassMap> classes = faults.collect(() -> classes(command));
    Optional<ParentCandidate> from =
        Optional.ofNullable(command.getLoadFrom())
            .flatMap(_ -> faults.collect(() -> parents.find(state, command)));
    Optional<Parent> parent =
        from.flatMap(found -> classes.flatMap(c -> faults.collect(() -> found.parent(command, c))));
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
