package dev.cairn.standalone.command;

import dev.cairn.schemas.avro.StageProgress;
import dev.cairn.schemas.avro.TrainingEvent;
import dev.cairn.schemas.codec.Codecs;
import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.TopicScan;
import dev.cairn.standalone.client.TrainingLine;
import java.io.IOException;
import java.time.Duration;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "status",
    mixinStandardHelpOptions = true,
    description = "Shows every stage with the last that was heard of it.")
final class TrainStatusCommand implements Callable<Integer> {
  private static final DateTimeFormatter CLOCK =
      DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss").withZone(ZoneId.systemDefault());

  @Mixin ConnectionOptions connection;

  @Option(names = "--model", paramLabel = "NAME", description = "Only this model.")
  String model;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Map<String, TrainingEvent> lastByStage = new LinkedHashMap<>();
    try (TopicScan scan = TopicScan.fromBeginning(connection.connect(), Topic.TRAINING_EVENTS)) {
      while (!scan.caughtUp()) {
        for (ConsumerRecord<byte[], byte[]> message : scan.poll(Duration.ofMillis(250))) {
          TrainingEvent event = Codecs.TRAINING_EVENT.decode(message.value());
          if (model == null || model.equals(event.getModelName())) {
            lastByStage.merge(
                event.getModelName() + "/" + event.getStageId(), event, TrainStatusCommand::newer);
          }
        }
      }
    }
    var out = spec.commandLine().getOut();
    if (lastByStage.isEmpty()) {
      out.println("No stage yet. `cairn train submit --help` shows how to send one.");
    }
    lastByStage.forEach((stage, event) ->
        out.printf(
            "%s  %-32s %s%n",
            CLOCK.format(event.getAt()), stage, TrainingLine.what(event.getEvent())));
    return 0;
  }

  /** An epoch's figures say more than the first steps of the next one. */
  private static TrainingEvent newer(TrainingEvent known, TrainingEvent next) {
    boolean earlyStep =
        next.getEvent() instanceof StageProgress progress && progress.getStep() <= 1;
    return earlyStep ? known : next;
  }
}
