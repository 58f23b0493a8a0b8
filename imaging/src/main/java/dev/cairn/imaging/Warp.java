package dev.cairn.imaging;

import org.bytedeco.javacpp.DoublePointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgproc;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;
import org.bytedeco.opencv.opencv_core.Size;

/** Affine maps of an image onto its own size: OpenCV's {@code warpAffine}, bilinear. */
public final class Warp {

  private Warp() {}

  /**
   * Moves the point (x, y) of the source to {@code (m0 x + m1 y + m2, m3 x + m4 y + m5)}; what
   * comes from outside the source is black.
   *
   * @param matrix two rows of three, row by row
   */
  public static Pixels affine(Pixels source, double... matrix) {
    if (matrix.length != 6) {
      throw new IllegalArgumentException("An affine map has 6 coefficients, not " + matrix.length);
    }
    try (var _ = new PointerScope()) {
      Mat coefficients = new Mat(2, 3, opencv_core.CV_64FC1);
      new DoublePointer(coefficients.data()).put(matrix);
      Mat warped = Mats.empty();
      opencv_imgproc.warpAffine(
          Mats.copyOf(source),
          warped,
          coefficients,
          new Size(source.width(), source.height()),
          opencv_imgproc.INTER_LINEAR,
          opencv_core.BORDER_CONSTANT,
          Scalar.all(0));
      return Mats.pixels(warped);
    }
  }
}
