package dev.cairn.bench;

import dev.cairn.bench.measure.Effort;
import java.util.List;

/**
 * What a stream took for so many images, after others that warmed it up.
 *
 * @param images that count
 * @param bytes of them all, encoded
 */
record Sustained(int images, double bytes, Effort effort) {
  private static final int FIRST_IMAGES = 4;

  /** Images that take about so many seconds, after some that take at least a quarter of that. */
  static Sustained of(EmbedStream stream, List<Photograph> photographs, double seconds)
      throws Exception {
    int images = FIRST_IMAGES;
    Effort warmUp = effort(stream, photographs, images);
    while (warmUp.seconds() < seconds / 4) {
      images *= 2;
      warmUp = effort(stream, photographs, images);
    }
    int counted = Math.max(1, (int) (warmUp.rate(images) * seconds));
    double bytesPerImage =
        photographs.stream().mapToLong(Photograph::bytes).average().orElseThrow();
    return new Sustained(counted, counted * bytesPerImage, effort(stream, photographs, counted));
  }

  private static Effort effort(EmbedStream stream, List<Photograph> photographs, int images)
      throws Exception {
    return Effort.of(() -> stream.embed(photographs, images));
  }

  double imagesPerSecond() {
    return effort.rate(images);
  }

  double bytesPerSecond() {
    return bytes / effort.seconds();
  }

  double processorMillis() {
    return effort.processorMillis(images);
  }
}
