package dev.cairn.imaging;

import java.nio.ByteBuffer;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Pixels to OpenCV's matrices and back. Callers hold a {@code PointerScope}, which frees the native
 * memory when it closes.
 */
final class Mats {

  static {
    // Workers decode in threads of their own; OpenCV's pool would only compete with them.
    opencv_core.setNumThreads(1);
  }

  private Mats() {}

  static Mat empty() {
    return new Mat();
  }

  /** Encoded bytes as one row, copied to native memory. */
  static Mat row(byte[] bytes) {
    return new Mat(bytes);
  }

  static Mat copyOf(Pixels pixels) {
    Mat mat = new Mat(pixels.height(), pixels.width(), opencv_core.CV_8UC3);
    mat.data().put(pixels.rgb());
    return mat;
  }

  /** A matrix over the next {@code height * width * 3} bytes of a direct buffer. */
  static Mat over(ByteBuffer target, int width, int height) {
    ByteBuffer slice = target.slice(target.position(), Pixels.byteCount(width, height));
    return new Mat(height, width, opencv_core.CV_8UC3, new BytePointer(slice));
  }

  static Pixels pixels(Mat mat) {
    byte[] rgb = new byte[Pixels.byteCount(mat.cols(), mat.rows())];
    mat.data().get(rgb);
    return new Pixels(mat.cols(), mat.rows(), rgb);
  }
}
