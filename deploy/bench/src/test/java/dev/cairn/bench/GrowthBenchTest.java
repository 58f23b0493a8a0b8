package dev.cairn.bench;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.bench.measure.Effort;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class GrowthBenchTest {

  @Test
  void growsWorkersModelsAndJpegs() {
    StringWriter text = new StringWriter();
    CommandLine bench = new CommandLine(new BenchCommand()).setOut(new PrintWriter(text));

    int exit =
        bench.execute(
            "growth",
            "--image-size=32",
            "--workers=2",
            "--models=3",
            "--kilobytes=1,2000",
            "--seconds=0.001");

    assertThat(exit).isZero();
    assertThat(text.toString())
        .containsPattern("workers .*\\n2 +\\d+ +[\\d.]+ +1\\.000 ")
        .containsPattern("models .*\\n3 +\\d+ +[\\d.]+ +1\\.000 ")
        .containsPattern("kilobytes .*\\n1 .*\\n2000 +\\d+ +[\\d.]+ ");
  }

  @Test
  void ratiosAreToTheFirstRow() {
    StringWriter text = new StringWriter();
    GrowthTable table = new GrowthTable(new PrintWriter(text), "models");

    table.row(1, new Sustained(100, 5e6, new Effort(10, 4)));
    table.row(3, new Sustained(100, 5e6, new Effort(40, 12)));

    assertThat(text.toString())
        .containsPattern("1 +100 +10\\.0 +1\\.000 +40\\.00 +0\\.50\\n")
        .containsPattern("3 +100 +2\\.5 +0\\.250 +120\\.00 +0\\.13\\n");
  }
}
