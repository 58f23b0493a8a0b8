package dev.cairn.standalone.up;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class WorkFolderTest {
  @TempDir Path root;

  @Test
  void commandsElsewhereFindTheBroker() throws IOException {
    new WorkFolder(root).publishAddress("127.0.0.1:9092");
    assertThat(new WorkFolder(root).publishedAddress()).contains("127.0.0.1:9092");
  }

  @Test
  void aStoppedBrokerIsNotFound() throws IOException {
    WorkFolder work = new WorkFolder(root);
    work.publishAddress("127.0.0.1:9092");
    work.withdrawAddress();
    assertThat(work.publishedAddress()).isEmpty();
  }

  @Test
  void aFolderThatCannotBeMadeIsToldWithTheRemedy() throws IOException {
    Path file = Files.createFile(root.resolve("file"));
    assertThatThrownBy(() -> new WorkFolder(file.resolve("work")).create())
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("--work");
  }
}
