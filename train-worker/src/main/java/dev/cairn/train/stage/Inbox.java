package dev.cairn.train.stage;

import dev.cairn.schemas.avro.TrainStageCommand;
import java.util.ArrayDeque;
import java.util.Collection;
import java.util.Deque;
import java.util.Optional;
import org.apache.kafka.common.TopicPartition;

/**
 * Commands in their order, read ahead of the running stage so that a cancellation behind it is seen
 * at once. None of them is lost with it: their offsets are committed one by one as they are done.
 */
final class Inbox {
  /** Commands are small and rare; this only bounds a flood. */
  private static final int MAX_COMMANDS = 1000;

  private final Deque<PendingCommand> commands = new ArrayDeque<>();

  void add(PendingCommand command) {
    commands.add(command);
  }

  boolean isFull() {
    return commands.size() >= MAX_COMMANDS;
  }

  /** The command whose turn it is; it stays until it is removed. */
  Optional<PendingCommand> head() {
    return Optional.ofNullable(commands.peek());
  }

  void removeHead() {
    commands.remove();
  }

  /** True when a command behind it cancels this stage. */
  boolean isCancelled(TrainStageCommand stage) {
    return commands.stream().anyMatch(command -> command.cancels(stage));
  }

  /** Forgets the commands of partitions that another worker has now. */
  void forget(Collection<TopicPartition> partitions) {
    commands.removeIf(command -> partitions.contains(command.partition()));
  }
}
