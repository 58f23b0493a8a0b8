package dev.cairn.embed.session;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class OnnxEngineTest {

  /** Runs in a process of its own, whose command line the test makes long. */
  public static final class Program {
    public static void main(String[] args) {
      OnnxEngine.await();
    }
  }

  @Test
  @Timeout(value = 2, unit = TimeUnit.MINUTES)
  void survivesACommandLineAsLongAsALargeClassPath() throws IOException, InterruptedException {
    ProcessBuilder program =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Dai.djl.offline=true",
                "-DOPT_OUT_TRACKING=true",
                "-Dclass.path.of.an.application=" + "x".repeat(60_000),
                Program.class.getName())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    program.environment().put("CLASSPATH", System.getProperty("java.class.path"));

    assertThat(program.start().waitFor()).isZero();
  }
}
