package dev.cairn.standalone.command;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CairnCommandTest {
  @TempDir Path folder;

  @ParameterizedTest
  @ValueSource(
      strings = {
        "demo",
        "up",
        "publish",
        "watch",
        "export",
        "train",
        "evaluate",
        "replay",
        "tune",
        "folds",
        "doctor",
        "bench",
        "train submit",
        "train recipes",
        "train status",
        "train report",
        "train cancel",
        "model",
        "model import",
        "model list",
        "model inspect",
        "model verify",
        "model export",
        "gallery",
        "gallery list",
        "gallery stats",
        "gallery verify",
        "gallery add",
        "gallery remove",
        "gallery rebuild",
        "gallery cancel",
        "gallery switch",
        "gallery drop",
        "bench decode",
        "bench embed",
        "bench train"
      })
  void everyCommandTeachesItself(String command) {
    Ran ran = Ran.run((command + " --help").split(" ", -1));
    assertThat(ran.exitCode()).isZero();
    assertThat(ran.out()).startsWith("Usage: cairn " + command);
  }

  @Test
  void anUnknownOptionIsAUsageError() {
    Ran ran = Ran.run("up", "--prot", "9092");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--prot");
  }

  @Test
  void noCommandIsAUsageError() {
    assertThat(Ran.run().exitCode()).isEqualTo(2);
  }

  @Test
  void anUnknownSubjectNamesTheKnownOnes() {
    Ran ran = Ran.run("watch", "weather");
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("dead-letters");
  }

  @Test
  void withoutABrokerTheRemedyIsTold() {
    Ran ran = Ran.run("train", "status", "--bootstrap", "127.0.0.1:1", "--work", folder.toString());
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("cairn up").contains("KAFKA_UNREACHABLE");
  }

  @Test
  void theShippedRecipesAreListedAndPrinted() {
    assertThat(Ran.run("train", "recipes").out().lines())
        .hasSize(9)
        .first()
        .asString()
        .startsWith("b7 ")
        .endsWith("256 px 10 epochs > 512 px 13 epochs > 672 px 1 epochs > 672 px 4 epochs");
    assertThat(Ran.run("train", "recipes", "b7").out()).contains("stage-id: b7-step3");
    assertThat(Ran.run("train", "recipes", "b9").err()).contains("b6-768");
  }

  @Test
  void aRecipeIsReadBeforeAnyBrokerIsAskedForIt() {
    assertThat(Ran.run("train", "submit", "nowhere.yaml").err()).contains("nowhere.yaml", "rex20");
    assertThat(Ran.run("train", "submit", "b7").err())
        .contains("b7, stage 1 \"b7-step0\": dataset is missing");
    assertThat(Ran.run("train", "submit", "b7", "--stage", "mine").exitCode()).isEqualTo(2);
    assertThat(
            Ran.run("train", "submit", "--model", "b0", "--dataset", "batch:x", "--epochs", "2")
                .err())
        .contains("The stage: image-size is missing");
  }

  @Test
  void aMissingFolderOfPhotographsIsTold() {
    Ran ran = Ran.run("publish", folder.resolve("nowhere").toString());
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("nowhere").contains("DATASET_INVALID");
  }

  @Test
  void aFolderIsOfTheGalleryOrOfNoLandmarkButNotBoth() {
    Ran ran = Ran.run("publish", "--gallery", "--non-landmark", folder.toString());
    assertThat(ran.exitCode()).isEqualTo(2);
    assertThat(ran.err()).contains("--gallery", "--non-landmark", "mutually exclusive");
  }

  @Test
  void foldsAreWrittenForACsv() throws Exception {
    Path input = folder.resolve("train.csv");
    Files.writeString(input, "id,landmark_id\na,1\nb,1\nc,2\n");
    Path output = folder.resolve("train_0.csv");
    Ran ran = Ran.run("folds", input.toString(), "--out", output.toString());
    assertThat(ran.exitCode()).isZero();
    assertThat(output).content().startsWith("id,landmark_id,fold\na,1,");
  }
}
