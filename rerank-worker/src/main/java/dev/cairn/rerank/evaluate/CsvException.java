package dev.cairn.rerank.evaluate;

/** A CSV file is not as it should be; the message names the file, the line and the column. */
public final class CsvException extends RuntimeException {
  private static final long serialVersionUID = 1L;

  CsvException(String message) {
    super(message);
  }
}
