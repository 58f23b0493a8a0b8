package dev.cairn.train.stage;

import dev.cairn.schemas.avro.Fault;
import dev.cairn.train.trainer.TrainerReport;
import java.util.List;
import org.apache.avro.specific.SpecificRecord;

/**
 * What follows from a command or a report: events that become true, then something to do.
 *
 * @param events bodies of training events, in order
 */
record Decision(List<SpecificRecord> events, Next next) {

  Decision {
    events = List.copyOf(events);
  }

  /** What to do once the events are written. */
  sealed interface Next {}

  /** Start the trainer, which goes on from its checkpoint if it has one. */
  record Train(StagePlan.Ready plan) implements Next {}

  /** The stage goes on. */
  record Wait() implements Next {}

  /** Start the trainer again, from its last checkpoint. */
  record Retry(Fault after) implements Next {}

  /** Publish the finished bundle. */
  record Publish(TrainerReport.Finished finished) implements Next {}

  /**
   * The command is done: its offset is committed with the events.
   *
   * @param models bodies of model events that become true at the same time
   */
  record End(List<SpecificRecord> models) implements Next {
    End {
      models = List.copyOf(models);
    }
  }

  static Decision of(Next next, SpecificRecord... events) {
    return new Decision(List.of(events), next);
  }

  static Decision end(SpecificRecord... events) {
    return of(new End(List.of()), events);
  }
}
