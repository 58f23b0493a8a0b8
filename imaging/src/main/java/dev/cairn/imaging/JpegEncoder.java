package dev.cairn.imaging;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;

/** Pixels to a baseline JPEG with halved chroma (4:2:0), the bits of OpenCV's {@code imencode}. */
public final class JpegEncoder {

  private JpegEncoder() {}

  /**
   * @param quality 1 to 100
   */
  public static byte[] encode(Pixels pixels, int quality) {
    try (var _ = new PointerScope()) {
      Mat bgr = Mats.copyOf(pixels);
      opencv_imgproc.cvtColor(bgr, bgr, opencv_imgproc.COLOR_RGB2BGR);
      BytePointer encoded = encode(bgr, quality);
      byte[] jpeg = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(jpeg);
      return jpeg;
    }
  }

  /**
   * What is left of an image after encoding and decoding it with red and blue swapped: the chroma
   * that is halved is that of the swapped image.
   *
   * @param quality 1 to 100
   */
  public static Pixels recompressSwapped(Pixels pixels, int quality) {
    try (var _ = new PointerScope()) {
      // Red stands where OpenCV expects blue, going in and coming out.
      BytePointer encoded = encode(Mats.copyOf(pixels), quality);
      Mat jpeg = new Mat(1, Math.toIntExact(encoded.limit()), opencv_core.CV_8UC1, encoded);
      return Mats.pixels(opencv_imgcodecs.imdecode(jpeg, opencv_imgcodecs.IMREAD_COLOR));
    }
  }

  private static BytePointer encode(Mat bgr, int quality) {
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("JPEG quality must be 1 to 100, not " + quality);
    }
    BytePointer encoded = new BytePointer();
    IntPointer options = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
    if (!opencv_imgcodecs.imencode(".jpg", bgr, encoded, options)) {
      throw new IllegalArgumentException(
          "%d x %d pixels cannot be a JPEG".formatted(bgr.cols(), bgr.rows()));
    }
    return encoded;
  }
}
