package dev.cairn.standalone.training;

import dev.cairn.schemas.avro.TrainStageCommand;
import dev.cairn.schemas.avro.TrainingEvent;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** All stages that commands and events tell of. For one thread. */
public final class Stages {
  private record Key(String modelName, String stageId) {}

  private final Map<Key, StageView> views = new LinkedHashMap<>();

  /** Takes the next event of the topic in. */
  public void add(TrainingEvent event) {
    change(event.getModelName(), event.getStageId(), known -> known.with(event));
  }

  /**
   * Takes in that a stage was asked for.
   *
   * @param at when the command was sent
   */
  public void add(TrainStageCommand command, Instant at) {
    change(command.getModelName(), command.getStageId(), known -> known.askedAt(at));
  }

  private void change(String modelName, String stageId, UnaryOperator<StageView> change) {
    views.compute(
        new Key(modelName, stageId),
        (_, known) -> change.apply(known == null ? StageView.unheard(modelName, stageId) : known));
  }

  /** In the order in which they were first heard of. */
  public List<StageView> all() {
    return List.copyOf(views.values());
  }

  /**
   * The stage with this id; of several models that claim it, the one whose command was accepted.
   */
  public Optional<StageView> named(String stageId) {
    List<StageView> claims =
        views.values().stream().filter(view -> view.stageId().equals(stageId)).toList();
    return claims.stream()
        .filter(view -> view.command().isPresent())
        .findFirst()
        .or(() -> claims.stream().findFirst());
  }

  /** The stage that a stage takes its first weights from, by its id or by its bundle. */
  public Optional<StageView> parentOf(StageView stage) {
    Optional<String> loadFrom = stage.command().map(TrainStageCommand::getLoadFrom);
    return loadFrom
        .flatMap(this::named)
        .or(() ->
            views.values().stream()
                .filter(view ->
                    view.completed()
                        .filter(done -> loadFrom.filter(done.getBundleDigest()::equals).isPresent())
                        .isPresent())
                .findFirst());
  }

  /** A stage and those it descends from, the eldest first. */
  public List<StageView> lineage(StageView stage) {
    List<StageView> chain = new ArrayList<>(List.of(stage));
    Optional<StageView> parent = parentOf(stage);
    while (parent.isPresent() && !chain.contains(parent.get())) { // a circle leads nowhere
      chain.addFirst(parent.get());
      parent = parentOf(parent.get());
    }
    return chain;
  }
}
