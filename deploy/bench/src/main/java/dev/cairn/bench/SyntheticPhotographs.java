package dev.cairn.bench;

import dev.cairn.imaging.JpegEncoder;
import dev.cairn.imaging.Pixels;
import java.util.SplittableRandom;
import java.util.stream.IntStream;

/** JPEG files with the detail of real photographs: gradients, blobs and a little noise. */
public final class SyntheticPhotographs {
  static final int WIDTH = 800;
  static final int HEIGHT = 600;

  private static final int QUALITY = 90;
  private static final int BLOBS = 24;
  private static final int NOISE = 13;

  /** The gradient begins anew where it would leave nothing but white in a large photograph. */
  private static final int RAMP = 64;

  /** Of cameras whose files are large. */
  private static final int FINE_QUALITY = 98;

  private static final int ATTEMPTS = 6;
  private static final double TOLERANCE = 0.03;

  private SyntheticPhotographs() {}

  /** Photographs of 800 x 600, the same at every call. */
  public static byte[][] jpegs(int count) {
    return jpegs(count, WIDTH, HEIGHT);
  }

  static byte[][] jpegs(int count, int width, int height) {
    return IntStream.range(0, count)
        .parallel()
        .mapToObj(seed -> JpegEncoder.encode(pixels(seed, width, height), QUALITY))
        .toArray(byte[][]::new);
  }

  /** One of about this many bytes; the smallest are mostly headers and come less close. */
  static byte[] jpegOfBytes(int bytes) {
    double scale = 1;
    byte[] jpeg = fineJpeg(scale);
    for (int i = 1; i < ATTEMPTS && Math.abs(jpeg.length - bytes) > TOLERANCE * bytes; i++) {
      scale *= Math.sqrt((double) bytes / jpeg.length);
      jpeg = fineJpeg(scale);
    }
    return jpeg;
  }

  private static byte[] fineJpeg(double scale) {
    int width = (int) Math.ceil(WIDTH * scale);
    int height = (int) Math.ceil(HEIGHT * scale);
    return JpegEncoder.encode(pixels(0, width, height), FINE_QUALITY);
  }

  private static Pixels pixels(int seed, int width, int height) {
    SplittableRandom random = new SplittableRandom(seed);
    double[] shape = random.doubles(3L * BLOBS).toArray();
    byte[] rgb = new byte[width * height * Pixels.CHANNELS];
    for (int y = 0; y < height; y++) {
      for (int x = 0; x < width; x++) {
        int blob = nearestBlob(shape, x / (double) width, y / (double) height);
        for (int c = 0; c < Pixels.CHANNELS; c++) {
          int colour = (int) (shape[3 * blob + 2] * (160 + 30 * c)) + (x + y) / 32 % RAMP;
          int value = colour + random.nextInt(NOISE);
          rgb[(y * width + x) * Pixels.CHANNELS + c] = (byte) Math.min(255, value);
        }
      }
    }
    return new Pixels(width, height, rgb);
  }

  private static int nearestBlob(double[] shape, double x, double y) {
    int nearest = 0;
    double least = Double.MAX_VALUE;
    for (int blob = 0; blob < BLOBS; blob++) {
      double dx = shape[3 * blob] - x;
      double dy = shape[3 * blob + 1] - y;
      double distance = dx * dx + dy * dy;
      if (distance < least) {
        least = distance;
        nearest = blob;
      }
    }
    return nearest;
  }
}
