package dev.cairn.train.trainer;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class TrainerJvmTest {

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
  void theCommandStaysShortBecauseOfOnnxRuntime() {
    String command = String.join(" ", TrainerJvm.command(Path.of("/srv/cairn/s/job.json"), 1, 512));
    assertThat(command).contains("-Xmx512m").endsWith("job.json 1").hasSizeLessThan(2000);
    assertThat(TrainerJvm.environment(3)).containsEntry("OMP_NUM_THREADS", "3");
  }
}
