package dev.cairn.imaging;

import static java.util.Objects.requireNonNull;

import java.nio.ByteBuffer;
import java.util.Collection;
import java.util.List;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;

/**
 * Decodes JPEG, PNG and WebP to upright RGB. Orientation from EXIF is applied, gray becomes three
 * equal channels, 16-bit samples keep their high byte, and alpha is dropped without compositing, as
 * the reference's {@code cv2.imread} does: a transparent pixel shows the colour stored under it.
 *
 * <p>The bytes may be hostile. Size limits are checked from the header before anything is decoded,
 * and an image that does not reach its own end mark is refused rather than filled with gray; bytes
 * behind the end mark are ignored. Damage inside the data of a JPEG shows as wrong pixels: the
 * format has no checksum. Safe for use by many threads; native memory is freed on return.
 */
public final class ImageDecoder {

  private final ImageLimits limits;

  public ImageDecoder(ImageLimits limits) {
    this.limits = requireNonNull(limits, "limits");
  }

  /**
   * Decodes at the image's own size.
   *
   * @throws ImageRejectedException if the image cannot or may not be decoded
   */
  public Pixels decode(byte[] image) {
    check(image);
    try (var _ = new PointerScope()) {
      return Mats.pixels(decodeChecked(image));
    }
  }

  /**
   * Decodes and resizes ({@link Resize}) without a copy on the heap, and writes {@code
   * [height][width][3]} bytes at the target's position, which moves behind them.
   *
   * @param target a direct buffer with {@code height * width * 3} bytes remaining; unchanged, its
   *     position included, when the image is rejected
   * @throws ImageRejectedException if the image cannot or may not be decoded
   */
  public void decodeResized(byte[] image, int width, int height, ByteBuffer target) {
    check(image);
    try (var _ = new PointerScope()) {
      Resize.bilinear(decodeChecked(image), width, height, target);
    }
  }

  /**
   * Decodes once and resizes ({@link Resize}) to several squares.
   *
   * @param sides in pixels
   * @return in the order of the sides
   * @throws ImageRejectedException if the image cannot or may not be decoded
   */
  public List<Pixels> decodeSquares(byte[] image, Collection<Integer> sides) {
    check(image);
    try (var _ = new PointerScope()) {
      Mat decoded = decodeChecked(image);
      return sides.stream().map(side -> Resize.bilinear(decoded, side, side)).toList();
    }
  }

  private void check(byte[] image) {
    limits.checkBytes(image.length);
    ImageHeader header = ImageHeader.read(image);
    limits.checkSize(header.width(), header.height());
    if (!header.complete()) {
      throw new ImageRejectedException(
          ImageFault.TRUNCATED,
          "The image of %d x %d pixels ends before its last row after %d bytes"
              .formatted(header.width(), header.height(), image.length));
    }
  }

  private static Mat decodeChecked(byte[] image) {
    Mat decoded;
    try {
      decoded = opencv_imgcodecs.imdecode(Mats.row(image), opencv_imgcodecs.IMREAD_COLOR_RGB);
    } catch (RuntimeException e) { // a C++ exception that JavaCPP carries over
      throw new ImageRejectedException(ImageFault.CORRUPT, "The image cannot be decoded", e);
    }
    if (decoded.empty()) {
      throw new ImageRejectedException(ImageFault.CORRUPT, "The image cannot be decoded");
    }
    return decoded;
  }
}
