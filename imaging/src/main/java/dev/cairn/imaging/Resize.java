package dev.cairn.imaging;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Size;

/**
 * The bilinear resize of the reference: half-pixel centres, no antialiasing, 11-bit fixed-point
 * weights. It is OpenCV's {@code INTER_LINEAR} on uint8. The image is squashed, never cropped.
 */
public final class Resize {

  private Resize() {}

  public static Pixels bilinear(Pixels source, int width, int height) {
    try (var _ = new PointerScope()) {
      return bilinear(Mats.copyOf(source), width, height);
    }
  }

  /**
   * Writes the resized image as {@code [height][width][3]} at the target's position, which moves
   * behind it.
   *
   * @param target a direct buffer with {@code height * width * 3} bytes remaining
   */
  public static void bilinear(Pixels source, int width, int height, ByteBuffer target) {
    try (var _ = new PointerScope()) {
      bilinear(Mats.copyOf(source), width, height, target);
    }
  }

  static Pixels bilinear(Mat source, int width, int height) {
    Mat resized = Mats.empty();
    bilinear(source, resized, width, height);
    return Mats.pixels(resized);
  }

  static void bilinear(Mat source, int width, int height, ByteBuffer target) {
    if (!target.isDirect()) {
      throw new IllegalArgumentException("The target of a resize must be a direct buffer");
    }
    bilinear(source, Mats.over(target, width, height), width, height);
    target.position(target.position() + Pixels.byteCount(width, height));
  }

  private static void bilinear(Mat source, Mat target, int width, int height) {
    opencv_imgproc.resize(
        source, target, new Size(width, height), 0, 0, opencv_imgproc.INTER_LINEAR);
  }
}
