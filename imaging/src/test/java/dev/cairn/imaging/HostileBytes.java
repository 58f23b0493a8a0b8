package dev.cairn.imaging;

import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import java.util.stream.Stream;

/**
 * Decodes thousands of damaged images: bytes overwritten, cut, lengthened. A program of its own, so
 * that a crash in native code ends this process with a code and not the tests.
 */
public final class HostileBytes {
  private static final int MUTANTS_PER_IMAGE = 3000;
  private static final ImageLimits LIMITS = new ImageLimits(100_000, 200, 20_000);

  private HostileBytes() {}

  public static void main(String[] arguments) {
    ImageDecoder decoder = new ImageDecoder(LIMITS);
    SplittableRandom random = new SplittableRandom(20_210_713);
    int decoded = 0;
    int refused = 0;
    for (byte[] image : images()) {
      for (int i = 0; i < MUTANTS_PER_IMAGE; i++) {
        try {
          Pixels pixels = decoder.decode(mutant(image, random));
          LIMITS.checkSize(pixels.width(), pixels.height());
          decoded++;
        } catch (ImageRejectedException e) {
          refused++;
        }
      }
    }
    System.out.printf("decoded %d refused %d%n", decoded, refused);
  }

  private static List<byte[]> images() {
    Pixels pixels = Facts.image(0, 60, 45);
    return Stream.concat(
            Facts.cases("jpeg_decode.json", "file")
                .map(fact -> Facts.resource(fact.getValue().get("file").asText())),
            Stream.of(
                Encoded.png(pixels),
                Encoded.gray16Png(0x1234),
                Encoded.webp(pixels),
                Encoded.losslessWebp(pixels)))
        .toList();
  }

  private static byte[] mutant(byte[] image, SplittableRandom random) {
    boolean resized = random.nextInt(4) == 0;
    byte[] bytes = Arrays.copyOf(image, resized ? random.nextInt(image.length + 40) : image.length);
    for (int changes = random.nextInt(4); changes >= 0 && bytes.length > 0; changes--) {
      bytes[random.nextInt(bytes.length)] = (byte) random.nextInt(256);
    }
    return bytes;
  }
}
