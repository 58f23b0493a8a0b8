package dev.cairn.bench;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class LatencyBenchTest {

  @Test
  void asksBothWorkersAboutOneImageAfterAnother() {
    StringWriter text = new StringWriter();
    CommandLine bench = new CommandLine(new BenchCommand()).setOut(new PrintWriter(text));

    int exit =
        bench.execute(
            "latency",
            "--arch=tf_efficientnet_b0",
            "--image-size=32",
            "--gallery=3",
            "--warm-up=1",
            "--queries=3",
            "--pause=0");

    assertThat(exit).isZero();
    assertThat(text.toString())
        .containsPattern("end to end +[\\d.]+ +[\\d.]+\\n")
        .containsPattern("network alone +[\\d.]+ +[\\d.]+\\n")
        .containsPattern("added by the system +-?[\\d.]+\\n")
        .containsPattern("messages and hand-overs +-?[\\d.]+ +-?[\\d.]+\\n");
  }

  @Test
  void whatIsNoPartByItselfIsTheRest() {
    Latency latency = new Latency(100, 40, 1, 39, 2, 10, 11);
    assertThat(latency.rest()).isCloseTo(37, within(1e-9));
  }
}
