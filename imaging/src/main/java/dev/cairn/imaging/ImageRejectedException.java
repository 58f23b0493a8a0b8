package dev.cairn.imaging;

import static java.util.Objects.requireNonNull;

/** An image that cannot be used. The message names the finding; the caller knows which image. */
public final class ImageRejectedException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ImageFault fault;

  public ImageRejectedException(ImageFault fault, String message) {
    this(fault, message, null);
  }

  public ImageRejectedException(ImageFault fault, String message, Throwable cause) {
    super(message, cause);
    this.fault = requireNonNull(fault, "fault");
  }

  public ImageFault fault() {
    return fault;
  }
}
