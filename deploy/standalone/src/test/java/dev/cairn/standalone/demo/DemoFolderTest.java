package dev.cairn.standalone.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.error.CairnException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DemoFolderTest {
  @TempDir Path root;

  @Test
  void aSecondRunStartsFromNothing() throws IOException {
    DemoFolder first = DemoFolder.fresh(root);
    Path topic = first.work().broker().resolve("topic/segment.log");
    Files.createDirectories(topic.getParent());
    Files.writeString(topic, "records");
    Files.writeString(first.report(), "report");
    DemoFolder.fresh(root);
    assertThat(topic).doesNotExist();
    assertThat(first.report()).exists();
  }

  @Test
  void theDataOfARunningInstallationIsNeverDeleted() throws IOException {
    Path topic = root.resolve("broker/topic/segment.log");
    Files.createDirectories(topic.getParent());
    Files.writeString(topic, "records");
    assertThatThrownBy(() -> DemoFolder.fresh(root))
        .isInstanceOf(CairnException.class)
        .hasMessageContaining("--work");
    assertThat(topic).exists();
  }
}
