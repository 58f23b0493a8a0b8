package dev.cairn.standalone.gallery;

import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.standalone.training.Words;

/**
 * What is wrong with a row.
 *
 * @param row its key
 */
public record Fault(ErrorCode code, String row, String what) {

  /** In one line, the code first. */
  public String line() {
    return "%s  %s  %s".formatted(code, Words.line(row), Words.line(what));
  }
}
