package dev.cairn.imaging;

/** Why an image is refused. The names are those of the error codes without their {@code IMAGE_}. */
public enum ImageFault {
  /** There are no bytes. */
  EMPTY,
  /** The bytes do not begin like a JPEG, PNG or WebP. */
  FORMAT_UNSUPPORTED,
  /** The bytes end before the image does. */
  TRUNCATED,
  /** Bytes, a side, or pixels are over the {@link ImageLimits}; nothing was decoded. */
  TOO_LARGE,
  /** The marks of a format are there, but no image could be decoded. */
  CORRUPT
}
