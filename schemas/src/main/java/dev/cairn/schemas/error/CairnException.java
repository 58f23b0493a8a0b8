package dev.cairn.schemas.error;

import static java.util.Objects.requireNonNull;

/** A failure with a stable code, thrown at the edges; stages carry failures as values instead. */
public class CairnException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  private final ErrorCode code;

  /**
   * @param message names the thing, the value and the remedy
   */
  public CairnException(ErrorCode code, String message) {
    this(code, message, null);
  }

  public CairnException(ErrorCode code, String message, Throwable cause) {
    super(message, cause);
    this.code = requireNonNull(code, "code");
  }

  public ErrorCode code() {
    return code;
  }
}
