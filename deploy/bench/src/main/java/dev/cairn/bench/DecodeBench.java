package dev.cairn.bench;

import dev.cairn.bench.measure.Timing;
import dev.cairn.imaging.ImageDecoder;
import dev.cairn.imaging.ImageLimits;
import dev.cairn.imaging.Pixels;
import java.nio.ByteBuffer;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Spec;

@Command(
    name = "decode",
    mixinStandardHelpOptions = true,
    description = "Decodes 800 x 600 JPEGs and resizes them, on one thread.")
final class DecodeBench implements Callable<Integer> {
  /** Images per thread-second of the original at 256, 512 and 768 px. */
  private static final int[] SIZES = {256, 512, 768};

  private static final double[] REFERENCE = {148, 98, 62};
  private static final int PHOTOGRAPHS = 50;

  @Option(
      names = "--runs",
      defaultValue = "9",
      description = "Counted runs (default: ${DEFAULT-VALUE}).")
  int runs;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws Exception {
    Figures figures =
        new Figures(spec.commandLine().getOut(), "JPEG 800 x 600 to a square, one thread");
    byte[][] jpegs = SyntheticPhotographs.jpegs(PHOTOGRAPHS);
    ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
    for (int i = 0; i < SIZES.length; i++) {
      int size = SIZES[i];
      ByteBuffer target = ByteBuffer.allocateDirect(Pixels.byteCount(size, size));
      Timing timing =
          Timing.of(
              2,
              runs,
              () -> {
                for (byte[] jpeg : jpegs) {
                  decoder.decodeResized(jpeg, size, size, target.clear());
                }
              });
      figures.rate("decode and resize to %d px".formatted(size), timing, PHOTOGRAPHS, REFERENCE[i]);
    }
    return 0;
  }
}
