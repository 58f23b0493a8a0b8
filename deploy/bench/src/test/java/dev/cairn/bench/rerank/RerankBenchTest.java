package dev.cairn.bench.rerank;

import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.bench.BenchCommand;
import java.io.PrintWriter;
import java.io.StringWriter;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class RerankBenchTest {

  @Test
  void certifiedSearchesDifferInNothing() {
    StringWriter text = new StringWriter();
    CommandLine bench = new CommandLine(new BenchCommand()).setOut(new PrintWriter(text));

    int exit = bench.execute("rerank", "--part=scan", "--part=live", "--rows=60", "--queries=320");

    assertThat(exit).isZero();
    assertThat(text.toString())
        .containsPattern("60 +32 certified .* 0 of 320\\n")
        .containsPattern("600 +32 certified .* 0 of 320\\n")
        .containsPattern("live, 512-d, EXACT: \\d+ upserts");
  }

  @Test
  void anImageIsTheSameEveryTimeAndNearToOthersOfItsLandmark() {
    ClusteredVectors vectors = new ClusteredVectors(2, 1);

    float[] image = vectors.image(7);

    assertThat(new ClusteredVectors(2, 1).image(7)).isEqualTo(image);
    assertThat(dot(image, image)).isBetween(0.9999, 1.0001);
    assertThat(dot(image, vectors.image(8))).isGreaterThan(0.3);
  }

  private static double dot(float[] a, float[] b) {
    double sum = 0;
    for (int i = 0; i < a.length; i++) {
      sum += (double) a[i] * b[i];
    }
    return sum;
  }
}
