package dev.cairn.imaging;

import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
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
    if (quality < 1 || quality > 100) {
      throw new IllegalArgumentException("JPEG quality must be 1 to 100, not " + quality);
    }
    try (var _ = new PointerScope()) {
      Mat bgr = Mats.copyOf(pixels);
      opencv_imgproc.cvtColor(bgr, bgr, opencv_imgproc.COLOR_RGB2BGR);
      BytePointer encoded = new BytePointer();
      IntPointer options = new IntPointer(opencv_imgcodecs.IMWRITE_JPEG_QUALITY, quality);
      if (!opencv_imgcodecs.imencode(".jpg", bgr, encoded, options)) {
        throw new IllegalArgumentException(
            "%d x %d pixels cannot be a JPEG".formatted(pixels.width(), pixels.height()));
      }
      byte[] jpeg = new byte[Math.toIntExact(encoded.limit())];
      encoded.get(jpeg);
      return jpeg;
    }
  }
}
