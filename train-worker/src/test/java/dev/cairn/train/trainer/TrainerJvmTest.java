package dev.cairn.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.train.checkpoint.StageFolder;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TrainerJvmTest {
  @TempDir private Path work;

  @Test
  void aPlainClassPathIsTakenOver() {
    assertThat(TrainerJvm.classPath("/a/b.jar:/c/d.jar")).isEqualTo("/a/b.jar:/c/d.jar");
  }

  @Test
  void theLibrariesOfAQuarkusApplicationLieBesideItsLauncher() {
    assertThat(TrainerJvm.classPath("/opt/cairn/quarkus-run.jar"))
        .isEqualTo("/opt/cairn/app/*:/opt/cairn/lib/main/*:/opt/cairn/lib/boot/*");
  }

  @Test
  void theCommandStaysShortBecauseOfOnnxRuntime() throws Exception {
    StageFolder folder = StageFolder.of(work, "s1");
    TrainerJvm.writeArguments(folder, 512);
    assertThat(Files.readAllLines(folder.javaArguments()))
        .contains("\"-Xmx512m\"", "\"" + System.getProperty("java.class.path") + "\"");
    String command = String.join(" ", TrainerJvm.command(folder, 1));
    assertThat(command).endsWith("job.json 1").hasSizeLessThan(2000);
    assertThat(TrainerJvm.environment(3)).containsEntry("OMP_NUM_THREADS", "3");
  }
}
