package dev.cairn.train.dataset;

import dev.cairn.schemas.error.CairnException;
import java.io.Closeable;
import java.io.IOException;

/** The encoded photographs of a dataset. Safe for use by several threads. */
@FunctionalInterface
public interface PhotoSource extends Closeable {

  /**
   * The bytes of the photograph of a row, at most as many as a decoder takes.
   *
   * @throws CairnException when this photograph is missing or may not be read
   * @throws IOException when the storage fails, which says nothing of the photograph
   */
  byte[] read(int row) throws IOException;

  @Override
  default void close() throws IOException {}
}
