package dev.cairn.pipeline.blob;

import dev.cairn.pipeline.file.AtomicFile;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** Blobs as files {@code <store>/blobs/<first two hex digits>/<sha256>}. */
public final class FolderBlobStore implements BlobStore {
  /** Largest blob that is read by default. */
  public static final int DEFAULT_MAX_BYTES = 20 << 20;

  private static final String SCHEME = "blob:sha256:";

  private final Path blobs;
  private final int maxBytes;

  /**
   * @param store the folder that all workers share
   */
  public FolderBlobStore(Path store) {
    this(store, DEFAULT_MAX_BYTES);
  }

  /**
   * @param maxBytes largest blob that {@link #get} reads into memory
   */
  public FolderBlobStore(Path store, int maxBytes) {
    this.blobs = store.resolve("blobs");
    this.maxBytes = maxBytes;
  }

  @Override
  public BlobRef put(byte[] bytes, String mediaType) throws IOException {
    String sha256 = Sha256.of(bytes);
    Path file = file(sha256);
    // A shorter file can only be damage: whole ones appear at once.
    if (!Files.isRegularFile(file) || Files.size(file) != bytes.length) {
      AtomicFile.write(file, bytes);
    }
    return new BlobRef(SCHEME + sha256, sha256, (long) bytes.length, mediaType);
  }

  @Override
  public byte[] get(BlobRef ref) throws IOException {
    Path file = file(allowedDigest(ref));
    if (ref.getSizeBytes() > maxBytes) {
      throw new CairnException(
          ErrorCode.IMAGE_TOO_LARGE,
          "%s has %d bytes, the limit is %d".formatted(ref.getUri(), ref.getSizeBytes(), maxBytes));
    }
    check(ref); // the size before the file is read: it bounds the memory
    byte[] bytes = Files.readAllBytes(file);
    checkDigest(ref, Sha256.of(bytes));
    return bytes;
  }

  /**
   * Checks what {@link #get} does without reading the bytes: that they are there, as many as
   * promised.
   *
   * @throws CairnException with {@code URI_NOT_ALLOWED}, {@code BLOB_NOT_FOUND} or {@code
   *     BLOB_DIGEST_MISMATCH}
   */
  public void check(BlobRef ref) throws IOException {
    Path file = file(allowedDigest(ref));
    if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)) {
      throw new CairnException(
          ErrorCode.BLOB_NOT_FOUND,
          "%s is not in %s: publish the image again".formatted(ref.getUri(), blobs));
    }
    if (Files.size(file) != ref.getSizeBytes()) {
      throw mismatch(ref, "%d bytes, not %d".formatted(Files.size(file), ref.getSizeBytes()));
    }
  }

  /**
   * The same, and that the bytes have the promised digest; blobs of any size, in little memory.
   *
   * @throws CairnException with {@code URI_NOT_ALLOWED}, {@code BLOB_NOT_FOUND} or {@code
   *     BLOB_DIGEST_MISMATCH}
   */
  public void checkBytes(BlobRef ref) throws IOException {
    check(ref);
    checkDigest(ref, Sha256.of(file(ref.getSha256())));
  }

  private static void checkDigest(BlobRef ref, String found) {
    if (!found.equals(ref.getSha256())) {
      throw mismatch(ref, "another digest");
    }
  }

  /** The digest that the URI names: nothing else of a message ever becomes a path. */
  private static String allowedDigest(BlobRef ref) {
    String uri = ref.getUri();
    String digest = uri.startsWith(SCHEME) ? uri.substring(SCHEME.length()) : "";
    if (!Sha256.isHex(digest)) {
      throw new CairnException(
          ErrorCode.URI_NOT_ALLOWED,
          "Only %s<64 hex digits> is read, not %.200s".formatted(SCHEME, uri));
    }
    if (!digest.equals(ref.getSha256())) {
      throw mismatch(ref, "a claim check of another digest, %.64s".formatted(ref.getSha256()));
    }
    return digest;
  }

  private static CairnException mismatch(BlobRef ref, String found) {
    return new CairnException(
        ErrorCode.BLOB_DIGEST_MISMATCH,
        "%s has %s: delete the blob and publish the image again".formatted(ref.getUri(), found));
  }

  private Path file(String sha256) {
    return blobs.resolve(sha256.substring(0, 2)).resolve(sha256);
  }
}
