package dev.cairn.imaging;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import org.bytedeco.javacpp.BytePointer;
import org.bytedeco.javacpp.IntPointer;
import org.bytedeco.javacpp.PointerScope;
import org.bytedeco.opencv.global.opencv_core;
import org.bytedeco.opencv.global.opencv_imgcodecs;
import org.bytedeco.opencv.opencv_core.Mat;
import org.bytedeco.opencv.opencv_core.Scalar;

/** Images as files of every supported kind, made by OpenCV. */
final class Encoded {
  private static final int WEBP_LOSSLESS = 101;

  private Encoded() {}

  static byte[] png(Pixels pixels) {
    return encode(".png", pixels);
  }

  static byte[] webp(Pixels pixels) {
    return encode(".webp", pixels, opencv_imgcodecs.IMWRITE_WEBP_QUALITY, 80);
  }

  static byte[] losslessWebp(Pixels pixels) {
    return encode(".webp", pixels, opencv_imgcodecs.IMWRITE_WEBP_QUALITY, WEBP_LOSSLESS);
  }

  static byte[] jpeg(Pixels pixels, int... options) {
    return encode(".jpg", pixels, options);
  }

  /** A 6 x 4 image of one colour with alpha; the samples are blue, green, red, alpha. */
  static byte[] translucentPng(int blue, int green, int red, int alpha) {
    return translucent(".png", new Scalar(blue, green, red, alpha));
  }

  /** The same as a lossless WebP. */
  static byte[] translucentWebp(int blue, int green, int red, int alpha) {
    Scalar colour = new Scalar(blue, green, red, alpha);
    return translucent(".webp", colour, opencv_imgcodecs.IMWRITE_WEBP_QUALITY, WEBP_LOSSLESS);
  }

  private static byte[] translucent(String ending, Scalar colour, int... options) {
    try (var _ = new PointerScope()) {
      return encode(ending, new Mat(4, 6, opencv_core.CV_8UC4, colour), options);
    }
  }

  /** A 6 x 4 gray PNG with 16 bits a sample. */
  static byte[] gray16Png(int sample) {
    try (var _ = new PointerScope()) {
      return encode(".png", new Mat(4, 6, opencv_core.CV_16UC1, new Scalar(sample)));
    }
  }

  /** The PNG with a chunk put in behind its header. */
  static byte[] withPngChunk(byte[] png, String type, byte[] data) {
    ByteBuffer body =
        ByteBuffer.allocate(4 + data.length)
            .put(type.getBytes(StandardCharsets.US_ASCII))
            .put(data);
    CRC32 checksum = new CRC32();
    checksum.update(body.array());
    int headerEnd = 33;
    return ByteBuffer.allocate(png.length + body.capacity() + 8)
        .put(png, 0, headerEnd)
        .putInt(data.length)
        .put(body.array())
        .putInt((int) checksum.getValue())
        .put(png, headerEnd, png.length - headerEnd)
        .array();
  }

  private static byte[] encode(String ending, Pixels pixels, int... options) {
    try (var _ = new PointerScope()) {
      Mat bgr = Mats.copyOf(swapped(pixels));
      return encode(ending, bgr, options);
    }
  }

  private static byte[] encode(String ending, Mat mat, int... options) {
    BytePointer encoded = new BytePointer();
    opencv_imgcodecs.imencode(ending, mat, encoded, new IntPointer(options));
    byte[] bytes = new byte[(int) encoded.limit()];
    encoded.get(bytes);
    return bytes;
  }

  private static Pixels swapped(Pixels pixels) {
    byte[] bgr = new byte[pixels.rgb().length];
    for (int i = 0; i < bgr.length; i++) {
      bgr[i] = pixels.rgb()[i - i % 3 + 2 - i % 3];
    }
    return new Pixels(pixels.width(), pixels.height(), bgr);
  }
}
