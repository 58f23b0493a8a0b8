package dev.cairn.train.archive;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.cairn.pipeline.file.Sha256;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileTime;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TarPhotosTest {
  private static final FileTime THEN = FileTime.fromMillis(1_600_000_000_000L);

  @TempDir private Path folder;

  @Test
  void readsFromManyThreadsAndSeveralTars() throws IOException {
    List<Path> tars = List.of(tar("images_000.tar", 1, 2, 3), tar("images_001.tar", 4, 5));
    try (TarPhotos photos = open(tars)) {
      IntStream.range(0, 500)
          .parallel()
          .map(i -> 1 + i % 5)
          .forEach(id -> assertThat(read(photos, id)).isEqualTo("photograph " + id));
      assertThat(photos.read(6)).isEmpty();
    }
  }

  @Test
  void onlyPhotographsCount() throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    entries.put("0/0/0/", new byte[0]);
    entries.put("../../0000000000000001.jpg", bytes("one"));
    entries.put("0/0/0/0000000000000002.png", bytes("two"));
    entries.put("0/0/0/notes.jpg", bytes("notes"));
    entries.put("0/0/0/000000000000000A.jpg", bytes("upper case"));
    entries.put("./0/0/0/0000000000000003.jpg", bytes("three"));
    entries.put("x".repeat(150) + "/0000000000000004.jpg", bytes("four"));
    Path tar = Tars.write(folder.resolve("images_000.tar"), entries);
    try (TarPhotos photos = open(List.of(tar))) {
      assertThat(read(photos, 1)).as("only the id of a name counts").isEqualTo("one");
      assertThat(photos.read(2)).isEmpty();
      assertThat(photos.read(10)).isEmpty();
      assertThat(read(photos, 3)).isEqualTo("three");
      assertThat(read(photos, 4)).isEqualTo("four");
    }
  }

  @Test
  void whereAPhotographLiesIsLookedUpOnce() throws IOException {
    Path tar = tar("images_000.tar", 1, 2);
    open(List.of(tar)).close();
    tar("images_000.tar", 2, 1); // the same size and time: nobody looks again
    try (TarPhotos photos = open(List.of(tar))) {
      assertThat(read(photos, 1)).isEqualTo("photograph 2");
    }
    Files.setLastModifiedTime(tar, FileTime.fromMillis(THEN.toMillis() + 1));
    try (TarPhotos photos = open(List.of(tar))) {
      assertThat(read(photos, 1)).isEqualTo("photograph 1");
    }
    tar("images_000.tar", 2, 1, 3);
    try (TarPhotos photos = open(List.of(tar))) {
      assertThat(read(photos, 3)).isEqualTo("photograph 3");
    }
  }

  @Test
  void aDamagedIndexIsMadeAgain() throws IOException {
    Path tar = tar("images_000.tar", 1, 2);
    open(List.of(tar)).close();
    Path index = folder.resolve("index").resolve(Sha256.of(tar.toString()));
    byte[] whole = Files.readAllBytes(index);
    for (int length : new int[] {0, 10, whole.length - 1}) {
      Files.write(index, Arrays.copyOf(whole, length));
      try (TarPhotos photos = open(List.of(tar))) {
        assertThat(read(photos, 2)).isEqualTo("photograph 2");
      }
      assertThat(index).hasBinaryContent(whole);
    }
  }

  @Test
  void halfATarIsRefusedByItsName() throws IOException {
    Path tar = tar("images_007.tar", 1, 2);
    try (FileChannel channel = FileChannel.open(tar, StandardOpenOption.WRITE)) {
      channel.truncate(700);
    }
    assertThatThrownBy(() -> open(List.of(tar)))
        .isInstanceOfSatisfying(
            CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.DATASET_INVALID))
        .hasMessageContaining("images_007.tar")
        .hasMessageContaining("download it again");
  }

  @Test
  void anOversizedPhotographIsNotRead() throws IOException {
    Path file = folder.resolve("large");
    try (FileChannel channel =
        FileChannel.open(
            file,
            StandardOpenOption.CREATE_NEW,
            StandardOpenOption.READ,
            StandardOpenOption.WRITE)) {
      assertThatThrownBy(() -> PhotoBytes.read(channel, 0, (20 << 20) + 1))
          .isInstanceOfSatisfying(
              CairnException.class, e -> assertThat(e.code()).isEqualTo(ErrorCode.IMAGE_TOO_LARGE));
      assertThat(PhotoBytes.read(channel, 0, 20 << 20)).as("as much as there is").isEmpty();
    }
  }

  private TarPhotos open(List<Path> tars) throws IOException {
    return TarPhotos.open(tars, folder.resolve("index"));
  }

  private Path tar(String name, int... ids) throws IOException {
    Map<String, byte[]> entries = new LinkedHashMap<>();
    for (int id : ids) {
      entries.put("0/0/0/%016x.jpg".formatted(id), bytes("photograph " + id));
    }
    Path tar = Tars.write(folder.resolve(name), entries);
    return Files.setLastModifiedTime(tar, THEN);
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static String read(TarPhotos photos, long id) {
    try {
      return new String(photos.read(id).orElseThrow(), UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
