package dev.cairn.pipeline.blob;

import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.error.CairnException;
import java.io.IOException;

/**
 * Content-addressed bytes behind claim checks. The same bytes are stored once. Safe for use by
 * several threads and processes.
 */
public interface BlobStore {

  /** Stores the bytes, atomically, unless they are there already. */
  BlobRef put(byte[] bytes, String mediaType) throws IOException;

  /**
   * The bytes of a claim check that came in a message: scheme, size and digest are checked.
   *
   * @throws CairnException with {@code URI_NOT_ALLOWED}, {@code BLOB_NOT_FOUND}, {@code
   *     BLOB_DIGEST_MISMATCH} or {@code IMAGE_TOO_LARGE}
   */
  byte[] get(BlobRef ref) throws IOException;
}
