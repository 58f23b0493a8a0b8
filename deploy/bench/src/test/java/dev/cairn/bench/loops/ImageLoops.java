package dev.cairn.bench.loops;

import dev.cairn.bench.SyntheticPhotographs;
import dev.cairn.imaging.ImageDecoder;
import dev.cairn.imaging.ImageLimits;
import dev.cairn.imaging.Pixels;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Setup;

/** Bytes to pixels, as a decoding thread does it for each image. */
@OutputTimeUnit(TimeUnit.MILLISECONDS)
public class ImageLoops extends HotLoop {
  @Param({"256", "512", "768"})
  int imageSize;

  private final ImageDecoder decoder = new ImageDecoder(ImageLimits.defaults());
  private byte[] jpeg;

  @Setup
  public void draw() {
    jpeg = SyntheticPhotographs.jpegs(1)[0];
  }

  /** A JPEG of 800 x 600. */
  @Benchmark
  public List<Pixels> decodeAndResize() {
    return decoder.decodeSquares(jpeg, List.of(imageSize));
  }
}
