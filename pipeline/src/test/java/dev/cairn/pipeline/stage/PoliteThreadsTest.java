package dev.cairn.pipeline.stage;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.FutureTask;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class PoliteThreadsTest {

  @Test
  @EnabledOnOs(OS.LINUX)
  void yieldToThreadsOfNormalPriority() throws Exception {
    FutureTask<Integer> asked = new FutureTask<>(PoliteThreadsTest::niceOfThisThread);
    Thread thread = PoliteThreads.named("polite-").newThread(asked);
    assertThat(thread.isDaemon()).isTrue();
    assertThat(thread.getName()).isEqualTo("polite-0");
    int before = niceOfThisThread();
    thread.start();
    assertThat(asked.get()).isEqualTo(10);
    assertThat(niceOfThisThread()).isEqualTo(before);
  }

  /** The 19th field of the file; the second is a name in brackets, which may hold blanks. */
  private static int niceOfThisThread() throws IOException {
    String stat = Files.readString(Path.of("/proc/thread-self/stat"));
    return Integer.parseInt(stat.substring(stat.lastIndexOf(')') + 2).split(" ", -1)[16]);
  }
}
