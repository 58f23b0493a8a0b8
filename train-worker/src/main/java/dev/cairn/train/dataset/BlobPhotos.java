package dev.cairn.train.dataset;

import dev.cairn.pipeline.blob.FolderBlobStore;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Photographs in a folder blob store. A dataset row promises a digest but no size. */
final class BlobPhotos {
  private static final String SCHEME = "blob:sha256:";

  private final Path folder;
  private final FolderBlobStore blobs;

  BlobPhotos(Path store) {
    folder = store.resolve("blobs");
    blobs = new FolderBlobStore(store);
  }

  byte[] bytes(String uri) throws IOException {
    String sha256 = uri.startsWith(SCHEME) ? uri.substring(SCHEME.length()) : "";
    if (!Sha256.isHex(sha256)) {
      throw new CairnException(
          ErrorCode.URI_NOT_ALLOWED,
          "Only %s<64 hex digits> is read, not %.200s".formatted(SCHEME, uri));
    }
    Path file = folder.resolve(sha256.substring(0, 2)).resolve(sha256);
    long sizeBytes = Files.isRegularFile(file) ? Files.size(file) : 0;
    return blobs.get(new BlobRef(uri, sha256, sizeBytes, "application/octet-stream"));
  }
}
