package dev.cairn.pipeline.bundle;

import dev.cairn.pipeline.file.AtomicFile;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.pipeline.file.StorageFull;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;

/** Bundles as folders {@code <store>/bundles/<digest>}. */
public final class FolderBundleStore implements BundleStore {
  private final Path bundles;

  /** A bundle is hundreds of megabytes and never changes: its digest is checked once a process. */
  private final Map<String, Bundle> verified = new ConcurrentHashMap<>();

  /**
   * @param store the folder that all workers share
   */
  public FolderBundleStore(Path store) {
    this.bundles = store.resolve("bundles");
  }

  @Override
  public Bundle publish(Path folder) throws IOException {
    BundleFiles files = BundleFiles.list(folder);
    ManifestFile.read(folder);
    String digest = files.digest();
    try {
      Files.createDirectories(bundles);
      if (!contains(digest)) {
        files.sync();
        files.moveTo(bundles.resolve(digest));
        AtomicFile.sync(bundles);
      }
    } catch (IOException e) {
      throw StorageFull.orSame(e, bundles);
    }
    Bundle published =
        open(digest); // before the source goes: the one that was there may be damaged
    files.delete();
    return published;
  }

  @Override
  public Bundle open(String digest) throws IOException {
    if (!contains(digest)) {
      throw new CairnException(
          ErrorCode.MODEL_NOT_FOUND,
          "No bundle %.64s in %s: publish it, or share the store".formatted(digest, bundles));
    }
    Bundle known = verified.get(digest);
    if (known == null) {
      known = verify(digest);
      verified.put(digest, known);
    }
    return known;
  }

  @Override
  public boolean contains(String digest) {
    return Sha256.isHex(digest) && Files.isDirectory(bundles.resolve(digest));
  }

  /** All bundles, by digest; their files are not checked. */
  public List<Bundle> list() throws IOException {
    List<Bundle> found = new ArrayList<>();
    if (Files.isDirectory(bundles)) {
      try (Stream<Path> folders = Files.list(bundles)) {
        for (Path folder : folders.sorted().toList()) {
          String name = folder.getFileName().toString();
          if (contains(name)) {
            found.add(new Bundle(name, folder, ManifestFile.read(folder)));
          }
        }
      }
    }
    return found;
  }

  /**
   * The full digest that starts so.
   *
   * @throws CairnException with {@code MODEL_NOT_FOUND} when none or more than one does
   */
  public String complete(String start) throws IOException {
    List<String> digests =
        list().stream().map(Bundle::digest).filter(digest -> digest.startsWith(start)).toList();
    if (digests.size() != 1) {
      throw new CairnException(
          ErrorCode.MODEL_NOT_FOUND,
          "%d bundles in %s have a digest that starts with '%.64s'"
              .formatted(digests.size(), bundles, start));
    }
    return digests.getFirst();
  }

  private Bundle verify(String digest) throws IOException {
    Path folder = bundles.resolve(digest);
    String found = BundleFiles.list(folder).digest();
    if (!found.equals(digest)) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID,
          "The files in %s have digest %s: delete the folder and publish the bundle again"
              .formatted(folder, found));
    }
    return new Bundle(digest, folder, ManifestFile.read(folder));
  }
}
