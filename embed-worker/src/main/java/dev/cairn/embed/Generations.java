package dev.cairn.embed;

import dev.cairn.embed.ensemble.ServingEnsemble;
import dev.cairn.embed.session.Ensemble;
import dev.cairn.embed.stage.Work;
import dev.cairn.pipeline.stage.StageLoop;
import dev.cairn.schemas.avro.EnsemblePublished;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;

/**
 * The generations that are alive, of the ensemble that serves and of the next one, and the loops
 * that run on them. One thread changes them; others may ask whether all is well.
 */
final class Generations {
  private final Lanes lanes;
  private final Function<EnsemblePublished, Optional<Ensemble>> loader;
  private Optional<Generation> current = Optional.empty();
  private Optional<Generation> next = Optional.empty();
  private ServingEnsemble serving;

  /** Of queries and new photographs: they outlive every switch. */
  private List<StageLoop<Work>> lasting = List.of();

  private volatile List<StageLoop<Work>> loops = List.of();

  /**
   * @param loader gives nothing when it refuses the ensemble
   */
  Generations(Lanes lanes, Function<EnsemblePublished, Optional<Ensemble>> loader) {
    this.lanes = lanes;
    this.loader = loader;
  }

  Optional<String> servingDigest() {
    return current.map(Generation::digest);
  }

  Optional<String> nextDigest() {
    return next.map(Generation::digest);
  }

  /** False when a loop has ended by itself. */
  boolean areSound() {
    return loops.stream().allMatch(StageLoop::isRunning);
  }

  /** Lets an ensemble answer from now on. One that was next is loaded, and goes on as it is. */
  void serve(EnsemblePublished wanted) {
    if (isOf(current, wanted)) {
      return;
    }
    Optional<Generation> former = current;
    if (isOf(next, wanted)) {
      current = next;
      next = Optional.empty();
    } else {
      Optional<Generation> started = start(wanted);
      if (started.isEmpty()) {
        return;
      }
      current = started;
    }
    Ensemble ensemble = current.orElseThrow().ensemble();
    if (former.isEmpty()) {
      serving = lanes.serving(ensemble);
      lasting = List.of(lanes.startQueries(serving), lanes.startGallery(serving));
      noteLoops();
    } else {
      noteLoops();
      former.get().loop().close(); // it uses what the switch closes
      serving.switchTo(ensemble);
    }
  }

  /** Makes the generation of the next ensemble, if there is one and it does not serve already. */
  void prepare(Optional<EnsemblePublished> wanted) {
    Optional<EnsemblePublished> missing = wanted.filter(ensemble -> !isOf(current, ensemble));
    if (current.isEmpty() || (missing.isPresent() && isOf(next, missing.get()))) {
      return;
    }
    Optional<Generation> former = next;
    next = Optional.empty();
    noteLoops();
    former.ifPresent(generation -> {
      generation.loop().close();
      generation.ensemble().close();
    });
    next = missing.flatMap(this::start);
    noteLoops();
  }

  private static boolean isOf(Optional<Generation> generation, EnsemblePublished ensemble) {
    return generation.isPresent() && generation.get().digest().equals(ensemble.getEnsembleDigest());
  }

  private Optional<Generation> start(EnsemblePublished wanted) {
    Optional<String> source = Optional.ofNullable(wanted.getSource());
    return loader
        .apply(wanted)
        .map(ensemble -> new Generation(ensemble, lanes.startGeneration(ensemble, source)));
  }

  private void noteLoops() {
    List<StageLoop<Work>> all = new ArrayList<>(lasting);
    current.map(Generation::loop).ifPresent(all::add);
    next.map(Generation::loop).ifPresent(all::add);
    loops = List.copyOf(all);
  }

  /** Finishes and commits what is in flight. */
  void close() {
    loops.forEach(StageLoop::close);
    next.ifPresent(generation -> generation.ensemble().close());
    if (serving != null) {
      serving.close();
    }
  }
}
