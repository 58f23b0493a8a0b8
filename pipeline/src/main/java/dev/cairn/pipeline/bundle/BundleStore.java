package dev.cairn.pipeline.bundle;

import dev.cairn.schemas.error.CairnException;
import java.io.IOException;
import java.nio.file.Path;

/** Model bundles by digest. Safe for use by several threads and processes. */
public interface BundleStore {

  /**
   * Takes a finished folder over, atomically. It must hold {@code model.onnx}, {@code
   * head.safetensors}, {@code classes.csv} and {@code manifest.json}; the digests of all its files
   * make the bundle's.
   *
   * @return the bundle, the folder is gone
   */
  Bundle publish(Path folder) throws IOException;

  /**
   * Opens a bundle and checks that its files have the digest.
   *
   * @throws CairnException with {@code MODEL_NOT_FOUND} or {@code MODEL_INVALID}
   */
  Bundle open(String digest) throws IOException;

  boolean contains(String digest);
}
