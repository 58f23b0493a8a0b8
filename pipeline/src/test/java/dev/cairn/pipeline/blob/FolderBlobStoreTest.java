package dev.cairn.pipeline.blob;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.schemas.avro.BlobRef;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderBlobStoreTest {
  private static final byte[] PHOTO = "a photo".getBytes(UTF_8);
  private static final String DIGEST =
      "f7dfaf2104b65ab90203c60b1f62b48c8afe1d4fd1ecd2d2a5c42b1c7ec8e1c9";

  @TempDir Path store;
  private BlobStore blobs;
  private BlobRef ref;

  @BeforeEach
  void putAPhoto() throws IOException {
    blobs = new FolderBlobStore(store);
    ref = blobs.put(PHOTO, "image/jpeg");
  }

  @Test
  void givesTheBytesBackForTheirClaimCheck() throws IOException {
    assertThat(ref.getUri()).isEqualTo("blob:sha256:" + ref.getSha256());
    assertThat(ref.getSizeBytes()).isEqualTo(PHOTO.length);
    assertThat(ref.getMediaType()).isEqualTo("image/jpeg");
    assertThat(blobs.get(ref)).isEqualTo(PHOTO);
  }

  @Test
  void storesTheSameBytesOnce() throws IOException {
    assertThat(blobs.put(PHOTO, "image/jpeg")).isEqualTo(ref);
    try (Stream<Path> files = Files.walk(store)) {
      assertThat(files.filter(Files::isRegularFile)).containsExactly(file());
    }
  }

  @Test
  void repairsAFileThatIsTooShort() throws IOException {
    Files.write(file(), new byte[2]);
    blobs.put(PHOTO, "image/jpeg");
    assertThat(blobs.get(ref)).isEqualTo(PHOTO);
  }

  @Test
  void noticesOtherBytesOfTheSameSize() throws IOException {
    Files.write(file(), new byte[PHOTO.length]);
    assertRefused(ref, ErrorCode.BLOB_DIGEST_MISMATCH);
  }

  @Test
  void checksABlobWithoutHoldingIt() throws IOException {
    FolderBlobStore small = new FolderBlobStore(store, PHOTO.length - 1);
    small.checkBytes(ref);
    Files.write(file(), new byte[PHOTO.length]);
    small.check(ref);
    assertThatThrownBy(() -> small.checkBytes(ref)).hasMessageContaining("another digest");
    Files.write(file(), new byte[2]);
    assertThatThrownBy(() -> small.check(ref)).hasMessageContaining("2 bytes, not 7");
    Files.delete(file());
    assertThatThrownBy(() -> small.checkBytes(ref)).hasMessageContaining("is not in");
  }

  @Test
  void noticesAnotherSize() {
    ref.setSizeBytes(PHOTO.length + 1L);
    assertRefused(ref, ErrorCode.BLOB_DIGEST_MISMATCH);
  }

  @Test
  void noticesAClaimCheckOfTwoMinds() {
    ref.setSha256(DIGEST);
    assertRefused(ref, ErrorCode.BLOB_DIGEST_MISMATCH);
  }

  @Test
  void saysWhenTheBlobIsNotThere() {
    assertRefused(new BlobRef("blob:sha256:" + DIGEST, DIGEST, 7L, "x"), ErrorCode.BLOB_NOT_FOUND);
  }

  @Test
  void readsNoFileOverTheLimit() {
    BlobStore small = new FolderBlobStore(store, PHOTO.length - 1);
    assertThatThrownBy(() -> small.get(ref))
        .isInstanceOf(CairnException.class)
        .extracting("code")
        .isEqualTo(ErrorCode.IMAGE_TOO_LARGE);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "blob:sha256:",
        "file:///etc/passwd",
        "http://169.254.169.254/latest/meta-data",
        "blob:sha256:../../../../../../../../../../../../../../../../../../etc/passwd",
        "blob:sha256:F7DFAF2104B65AB90203C60B1F62B48C8AFE1D4FD1ECD2D2A5C42B1C7EC8E1C9",
        "blob:sha256:f7dfaf2104b65ab90203c60b1f62b48c8afe1d4fd1ecd2d2a5c42b1c7ec8e1c9\n",
        "BLOB:sha256:f7dfaf2104b65ab90203c60b1f62b48c8afe1d4fd1ecd2d2a5c42b1c7ec8e1c9",
      })
  void readsNothingButDigests(String uri) {
    ref.setUri(uri);
    assertRefused(ref, ErrorCode.URI_NOT_ALLOWED);
  }

  @Test
  void followsNoLinkOutOfTheStore() throws IOException {
    Path outside = Files.write(store.resolve("outside"), PHOTO);
    Files.delete(file());
    Files.createSymbolicLink(file(), outside);
    assertRefused(ref, ErrorCode.BLOB_NOT_FOUND);
  }

  private void assertRefused(BlobRef claim, ErrorCode code) {
    assertThatThrownBy(() -> blobs.get(claim))
        .isInstanceOf(CairnException.class)
        .extracting("code")
        .isEqualTo(code);
  }

  private Path file() {
    String digest = ref.getSha256();
    return store.resolve("blobs").resolve(digest.substring(0, 2)).resolve(digest);
  }
}
