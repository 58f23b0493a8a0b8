package dev.cairn.schemas.codec;

import dev.cairn.schemas.avro.BatchStatus;
import dev.cairn.schemas.avro.EmbeddingRecord;
import dev.cairn.schemas.avro.ImageRecord;
import dev.cairn.schemas.avro.ModelEvent;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.schemas.avro.TrainingCommand;
import dev.cairn.schemas.avro.TrainingEvent;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.apache.avro.Schema;

/** The value schemas of the topics, and the program that writes them down at a release. */
final class TopicSchemas {
  private TopicSchemas() {}

  static List<Schema> current() {
    return List.of(
        ImageRecord.getClassSchema(),
        EmbeddingRecord.getClassSchema(),
        Prediction.getClassSchema(),
        BatchStatus.getClassSchema(),
        TrainingCommand.getClassSchema(),
        TrainingEvent.getClassSchema(),
        ModelEvent.getClassSchema());
  }

  /**
   * Adds the current schemas to the released ones.
   *
   * @param args the folder {@code schemas/src/main/resources/schemas/released} and the version
   */
  public static void main(String[] args) throws IOException {
    Path folder = Path.of(args[0]);
    Path index = folder.resolve("index.txt");
    List<String> names = new ArrayList<>(Files.readAllLines(index));
    for (Schema schema : current()) {
      String name = args[1] + "/" + schema.getName() + ".avsc";
      Files.createDirectories(folder.resolve(args[1]));
      Files.writeString(folder.resolve(name), schema.toString(true) + "\n");
      if (!names.contains(name)) {
        names.add(name);
      }
    }
    Files.write(index, names);
  }
}
