package dev.cairn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class StreamBenchTest {

  @Test
  void embedsTheSameImagesInALoopAndThroughABroker() {
    StringWriter text = new StringWriter();
    CommandLine bench = new CommandLine(new BenchCommand()).setOut(new PrintWriter(text));

    int exit =
        bench.execute(
            "stream",
            "--arch=tf_efficientnet_b0",
            "--image-size=32",
            "--images=12",
            "--batch=5",
            "--rounds=1",
            "--small");

    assertThat(exit).isZero();
    assertThat(text.toString())
        .containsPattern("\\nfirst +[1-9]\\d+ MiB")
        .containsPattern("\\n1 +[\\d.]+ +[\\d.]+ +[\\d.]+ +[\\d.]+ +[\\d.]+ +[1-9]\\d+ MiB")
        .containsPattern("median ratio [\\d.]+");
  }
}
