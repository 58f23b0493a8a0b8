package dev.cairn.train.stage;

import dev.cairn.schemas.avro.TrainStageCommand;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.apache.kafka.common.TopicPartition;

/**
 * Commands in their order, read ahead of the running stage so that a cancellation behind it is seen
 * at once. None of them is lost with it: offsets are committed up to the oldest that is not done.
 */
final class Inbox {
  /** Commands are small and rare; this only bounds a flood. */
  private static final int MAX_COMMANDS = 1000;

  private final List<PendingCommand> commands = new ArrayList<>();
  private final Map<TopicPartition, Long> ends = new HashMap<>();

  void add(PendingCommand command) {
    commands.add(command);
    ends.put(command.partition(), command.offset() + 1);
  }

  boolean isFull() {
    return commands.size() >= MAX_COMMANDS;
  }

  /**
   * The command whose turn it is: the oldest, or the one that trains what the oldest loads from. It
   * stays until it is removed.
   */
  Optional<PendingCommand> next() {
    Set<PendingCommand> path = new HashSet<>();
    Optional<PendingCommand> next = commands.stream().findFirst();
    Optional<PendingCommand> parent = next;
    while (parent.isPresent() && path.add(parent.get())) { // a circle of parents leads nowhere
      next = parent;
      parent = parent.get().stage().flatMap(this::parentOf);
    }
    return next;
  }

  private Optional<PendingCommand> parentOf(TrainStageCommand stage) {
    return commands.stream()
        .filter(c -> c.stage().filter(s -> s.getStageId().equals(stage.getLoadFrom())).isPresent())
        .findFirst();
  }

  void remove(PendingCommand done) {
    commands.remove(done);
  }

  /** All that {@link #isCancelled}. */
  List<PendingCommand> cancelled() {
    return commands.stream().filter(this::isCancelled).toList();
  }

  /** True when a command behind it cancels this one's stage. */
  boolean isCancelled(PendingCommand command) {
    return command
        .stage()
        .filter(stage ->
            commands.subList(commands.indexOf(command) + 1, commands.size()).stream()
                .anyMatch(later -> later.cancels(stage)))
        .isPresent();
  }

  /** Where reading begins again after a crash once this command is done too. */
  long committable(PendingCommand done) {
    return commands.stream()
        .filter(c -> !c.equals(done) && c.partition().equals(done.partition()))
        .mapToLong(PendingCommand::offset)
        .min()
        .orElse(ends.get(done.partition()));
  }

  /** Forgets the commands of partitions that another worker has now. */
  void forget(Collection<TopicPartition> partitions) {
    commands.removeIf(command -> partitions.contains(command.partition()));
  }
}
