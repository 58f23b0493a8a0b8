package dev.cairn.pipeline.bundle;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeFalse;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class FolderBundleStoreTest {
  @TempDir Path temporary;

  @Test
  void opensWhatWasPublished() throws IOException {
    Path finished = finished("first", manifest(Optional.of("ab".repeat(32))));
    Bundle published = store().publish(finished);

    assertThat(finished).doesNotExist();
    Bundle opened = store().open(published.digest());
    assertThat(opened).isEqualTo(published);
    assertThat(opened.folder()).hasFileName(opened.digest());
    assertThat(opened.model()).hasContent("graph");
    assertThat(opened.head()).hasContent("head");
    assertThat(opened.classes()).hasContent("classes");
    assertThat(opened.manifest()).isEqualTo(manifest(Optional.of("ab".repeat(32))));
    assertThat(store().contains(published.digest())).isTrue();
  }

  @Test
  void publishingTheSameContentAgainGivesTheSameBundle() throws IOException {
    Bundle first = store().publish(finished("first", manifest(Optional.empty())));
    Path again = finished("again", manifest(Optional.empty()));
    assertThat(store().publish(again)).isEqualTo(first);
    assertThat(again).doesNotExist();
  }

  @Test
  void takesAFolderFromAnotherDisk() throws IOException {
    Path memory = Path.of("/dev/shm");
    assumeTrue(Files.isWritable(memory));
    assumeFalse(Files.getFileStore(memory).equals(Files.getFileStore(temporary)));
    Path local = finished("local", manifest(Optional.empty()));
    Path away = Files.createTempDirectory(memory, "bundle");
    try (Stream<Path> files = Files.list(local)) {
      for (Path file : files.toList()) {
        Files.copy(file, away.resolve(file.getFileName()));
      }
    }
    Bundle published = store().publish(away);
    assertThat(away).doesNotExist();
    assertThat(published.digest()).isEqualTo(store().publish(local).digest());
    try (Stream<Path> bundles = Files.list(published.folder().getParent())) {
      assertThat(bundles).containsExactly(published.folder());
    }
  }

  @Test
  void otherContentHasAnotherDigest() throws IOException {
    Bundle first = store().publish(finished("first", manifest(Optional.empty())));
    Path other = finished("other", manifest(Optional.empty()));
    Files.writeString(other.resolve("extra"), "weights beside the graph");
    assertThat(store().publish(other).digest()).isNotEqualTo(first.digest());
  }

  @Test
  void holdsTheWeightsOfTheNetworkWhereTheyWereGiven() throws IOException {
    Path finished = finished("trained", manifest(Optional.empty()));
    assertThat(store().publish(finished("served", manifest(Optional.empty()))).weights()).isEmpty();
    Files.writeString(finished.resolve("weights.safetensors"), "weights");

    Bundle trained = store().publish(finished);

    assertThat(trained.weights())
        .hasValueSatisfying(file -> assertThat(file).hasContent("weights"));
    Files.writeString(trained.weights().orElseThrow(), "other weights");
    assertThatThrownBy(() -> store().open(trained.digest()))
        .satisfies(failure -> assertCode(failure, ErrorCode.MODEL_INVALID));
  }

  @Test
  void aNetworkMayHaveNoClassesButNotLess() throws IOException {
    Path finished = finished("backbone", manifest(Optional.empty()));
    Path file = finished.resolve(ManifestFile.NAME);
    String manifest = Files.readString(file);
    Files.writeString(file, manifest.replace("\"classes\" : 12", "\"classes\" : -1"));
    assertThatThrownBy(() -> store().publish(finished))
        .satisfies(failure -> assertCode(failure, ErrorCode.MODEL_INVALID));
    Files.writeString(file, manifest.replace("\"classes\" : 12", "\"classes\" : 0"));
    assertThat(store().publish(finished).manifest().classes()).isZero();
  }

  @Test
  void listsItsBundlesAndFindsOneByTheStartOfItsDigest() throws IOException {
    assertThat(store().list()).isEmpty();
    Bundle root = store().publish(finished("first", manifest(Optional.empty())));
    Bundle child = store().publish(finished("child", manifest(Optional.of(root.digest()))));
    Files.createDirectory(root.folder().resolveSibling(".half-copied.tmp"));

    assertThat(store().list()).containsExactlyInAnyOrder(root, child);
    assertThat(store().complete(child.digest().substring(0, 12))).isEqualTo(child.digest());
    for (String start : new String[] {"", "none"}) {
      assertThatThrownBy(() -> store().complete(start))
          .satisfies(failure -> assertCode(failure, ErrorCode.MODEL_NOT_FOUND));
    }
  }

  @Test
  void noticesAChangedFile() throws IOException {
    Bundle bundle = store().publish(finished("first", manifest(Optional.empty())));
    Files.writeString(bundle.model(), "another graph");
    assertThatThrownBy(() -> store().open(bundle.digest()))
        .hasMessageContaining(bundle.folder().toString())
        .satisfies(failure -> assertCode(failure, ErrorCode.MODEL_INVALID));
  }

  @Test
  void noticesAnAddedLink() throws IOException {
    Bundle bundle = store().publish(finished("first", manifest(Optional.empty())));
    Files.createSymbolicLink(bundle.folder().resolve("x"), temporary);
    assertThatThrownBy(() -> store().open(bundle.digest()))
        .satisfies(failure -> assertCode(failure, ErrorCode.MODEL_INVALID));
  }

  @Test
  void publishesNoFolderThatLacksAFile() throws IOException {
    Path finished = finished("first", manifest(Optional.empty()));
    Files.delete(finished.resolve("classes.csv"));
    assertThatThrownBy(() -> store().publish(finished))
        .hasMessageContaining("lacks classes.csv")
        .satisfies(failure -> assertCode(failure, ErrorCode.MODEL_INVALID));
    assertThat(finished).exists();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "{}", "[1", "null", "{\"imageSize\": 0}"})
  void publishesNoFolderWithADamagedManifest(String manifest) throws IOException {
    Path finished = finished("first", manifest(Optional.empty()));
    Files.writeString(finished.resolve(ManifestFile.NAME), manifest);
    assertThatThrownBy(() -> store().publish(finished))
        .satisfies(failure -> assertCode(failure, ErrorCode.MODEL_INVALID));
  }

  @Test
  void ignoresManifestFieldsOfLaterVersions() throws IOException {
    Path finished = finished("first", manifest(Optional.empty()));
    Path file = finished.resolve(ManifestFile.NAME);
    Files.writeString(file, Files.readString(file).replaceFirst("\\{", "{\"later\": 1,"));
    assertThat(store().publish(finished).manifest()).isEqualTo(manifest(Optional.empty()));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "..", "../bundles", "/etc", "not a digest"})
  void opensNothingButDigests(String digest) {
    assertThat(store().contains(digest)).isFalse();
    assertThatThrownBy(() -> store().open(digest))
        .satisfies(failure -> assertCode(failure, ErrorCode.MODEL_NOT_FOUND));
  }

  private static void assertCode(Throwable failure, ErrorCode code) {
    assertThat(failure).isInstanceOf(CairnException.class).extracting("code").isEqualTo(code);
  }

  /** A new process, as far as the store can tell. */
  private FolderBundleStore store() {
    return new FolderBundleStore(temporary.resolve("store"));
  }

  private Path finished(String name, Manifest manifest) throws IOException {
    Path folder = Files.createDirectory(temporary.resolve(name));
    Files.writeString(folder.resolve("model.onnx"), "graph");
    Files.writeString(folder.resolve("head.safetensors"), "head");
    Files.writeString(folder.resolve("classes.csv"), "classes");
    ManifestFile.write(folder, manifest);
    return folder;
  }

  private static Manifest manifest(Optional<String> parent) {
    return new Manifest(
        "b3",
        "tf_efficientnet_b3",
        256,
        512,
        12,
        3,
        "pixels",
        "embedding",
        parent,
        "stage-1",
        Map.of("epochs", "10"),
        Map.of("gap", 0.9));
  }
}
