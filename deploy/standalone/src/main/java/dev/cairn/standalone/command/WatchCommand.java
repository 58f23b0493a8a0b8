package dev.cairn.standalone.command;

import dev.cairn.schemas.topic.Topic;
import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.LiveScreen;
import dev.cairn.standalone.client.MessageLine;
import dev.cairn.standalone.client.TopicScan;
import dev.cairn.standalone.client.TrainingScan;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "watch",
    mixinStandardHelpOptions = true,
    description = {
      "Prints messages as they arrive, a line each, until Ctrl-C.",
      "",
      "  cairn watch predictions",
      "  cairn watch training --from-beginning --json > events.json",
      "",
      "On a terminal, and without options, training shows the stages as a table that is kept up to"
          + " date: `cairn train status --live`.",
      "",
      "  predictions   the answers, with their best candidates",
      "  batches       batches opened and closed",
      "  training      events of training stages",
      "  models        bundles and ensembles published",
      "  dead-letters  records that failed, and why",
      ""
    })
final class WatchCommand implements Callable<Integer> {

  enum Subject {
    PREDICTIONS(Topic.PREDICTIONS),
    BATCHES(Topic.BATCHES),
    TRAINING(Topic.TRAINING_EVENTS),
    MODELS(Topic.MODELS),
    DEAD_LETTERS(Topic.DEAD_LETTERS);

    private final Topic topic;

    Subject(Topic topic) {
      this.topic = topic;
    }

    @Override
    public String toString() {
      return name().toLowerCase(java.util.Locale.ROOT).replace('_', '-');
    }
  }

  @Mixin ConnectionOptions connection;

  @Parameters(
      paramLabel = "SUBJECT",
      description = "One of: ${COMPLETION-CANDIDATES}.",
      completionCandidates = WatchSubjects.class,
      converter = WatchSubjects.class)
  Subject subject;

  @Option(names = "--from-beginning", description = "Start with what the topic holds already.")
  boolean fromBeginning;

  @Option(names = "--json", description = "Print whole messages as JSON.")
  boolean json;

  @Option(names = "--count", paramLabel = "N", description = "Stop after N messages.")
  long count = Long.MAX_VALUE;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    var out = spec.commandLine().getOut();
    var installation = connection.connect();
    if (subject == Subject.TRAINING && !fromBeginning && !json && count == Long.MAX_VALUE) {
      try (TrainingScan training = new TrainingScan(installation);
          LiveScreen screen = LiveScreen.open().orElse(null)) {
        if (screen != null) {
          new TrainingDisplay(training, Optional.empty(), out).onScreen(screen, true);
        }
      }
    }
    long seen = 0;
    try (TopicScan scan =
        fromBeginning
            ? TopicScan.fromBeginning(installation, subject.topic)
            : TopicScan.fromNow(installation, subject.topic)) {
      while (seen < count) {
        for (ConsumerRecord<byte[], byte[]> message : scan.poll(Duration.ofMillis(250))) {
          if (seen++ < count) {
            out.println(
                json
                    ? MessageLine.json(subject.topic, message)
                    : MessageLine.text(subject.topic, message));
          }
        }
        out.flush();
      }
    }
    return 0;
  }
}
