package dev.cairn.pipeline.folder;

import static java.util.Comparator.comparing;

import dev.cairn.pipeline.folder.Skipped.Reason;
import dev.cairn.schemas.avro.BatchKind;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;

/**
 * The photographs below a folder, sorted by path. The same files get the same ids on every machine.
 *
 * <p>Nothing is decoded here: a damaged or empty photograph is published and becomes a dead letter
 * with its code.
 *
 * @param kind gallery photographs have a landmark, the others have none
 * @param photos at least one
 * @param skipped what was left out, hidden files aside
 */
public record PhotoFolder(BatchKind kind, List<Photo> photos, List<Skipped> skipped) {

  /** The largest photograph that Cairn takes. */
  public static final long MAX_IMAGE_BYTES = 20L << 20;

  public PhotoFolder {
    photos = List.copyOf(photos);
    skipped = List.copyOf(skipped);
  }

  /**
   * Every photograph at any depth, without landmarks.
   *
   * @param maxImageBytes larger files are skipped
   * @throws CairnException with {@link ErrorCode#DATASET_INVALID} when the folder is missing or has
   *     no photographs
   */
  public static PhotoFolder queries(Path folder, long maxImageBytes) throws IOException {
    return unlabelled(folder, maxImageBytes, BatchKind.QUERY);
  }

  /**
   * Every photograph at any depth, as known to show no landmark.
   *
   * @param maxImageBytes larger files are skipped
   * @throws CairnException as {@link #queries}
   */
  public static PhotoFolder nonLandmarks(Path folder, long maxImageBytes) throws IOException {
    return unlabelled(folder, maxImageBytes, BatchKind.NON_LANDMARK);
  }

  private static PhotoFolder unlabelled(Path folder, long maxImageBytes, BatchKind kind)
      throws IOException {
    Path root = existing(folder);
    FolderWalk walk = walk(root, maxImageBytes);
    checkFound(root, walk.files, walk.skipped, "");
    return named(root, walk.files, walk.skipped, kind, _ -> Optional.empty());
  }

  /**
   * The photographs of {@code folder/<landmark>/} at any depth; those beside the landmark folders
   * are skipped.
   *
   * @param maxImageBytes larger files are skipped
   * @throws CairnException with {@link ErrorCode#DATASET_INVALID} when the folder is missing or no
   *     folder in it has photographs
   */
  public static PhotoFolder gallery(Path folder, long maxImageBytes) throws IOException {
    Path root = existing(folder);
    FolderWalk walk = walk(root, maxImageBytes);
    List<Path> labelled = new ArrayList<>();
    for (Path file : walk.files) {
      if (root.equals(file.getParent())) {
        walk.skipped.add(new Skipped(file, Reason.OUTSIDE_LANDMARK_FOLDER));
      } else {
        labelled.add(file);
      }
    }
    checkFound(root, labelled, walk.skipped, " as <landmark>/<photo>");
    return named(
        root,
        labelled,
        walk.skipped,
        BatchKind.GALLERY,
        file -> Optional.of(file.getName(0).toString()));
  }

  /**
   * The photographs of one landmark: files, and all that lies below folders. Ids are told apart by
   * the folders below the one that holds all of them.
   *
   * @param places at least one
   * @param maxImageBytes larger files are skipped
   * @throws CairnException with {@link ErrorCode#DATASET_INVALID} when a place is missing or none
   *     has photographs
   */
  public static PhotoFolder landmark(String landmarkId, List<Path> places, long maxImageBytes)
      throws IOException {
    Set<Path> files = new LinkedHashSet<>(); // a file may be named beside its folder
    List<Skipped> skipped = new ArrayList<>();
    Path root = null;
    for (Path place : places) {
      if (!Files.exists(place)) {
        throw new CairnException(
            ErrorCode.DATASET_INVALID,
            "%s does not exist: name photographs, or folders that hold them".formatted(place));
      }
      Path real = place.toRealPath();
      boolean isFolder = Files.isDirectory(real);
      if (!isFolder && MediaType.of(real).isEmpty()) {
        skipped.add(new Skipped(real, Reason.NO_PHOTOGRAPH));
      }
      FolderWalk walk = walk(real, maxImageBytes);
      files.addAll(walk.files);
      skipped.addAll(walk.skipped);
      root = shared(root, isFolder ? real : real.getParent());
    }
    checkFound(root, files, skipped, "");
    return named(root, files, skipped, BatchKind.GALLERY, _ -> Optional.of(landmarkId));
  }

  /** The deepest folder that holds both. */
  private static Path shared(Path root, Path folder) {
    Path shared = root == null ? folder : root;
    while (!folder.startsWith(shared)) {
      shared = shared.getParent();
      if (shared == null) {
        throw new CairnException(
            ErrorCode.DATASET_INVALID,
            "%s and %s lie on different drives: add them one after the other"
                .formatted(root, folder));
      }
    }
    return shared;
  }

  private static Path existing(Path folder) throws IOException {
    if (!Files.isDirectory(folder)) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "%s is not a folder: name the folder that holds the photographs".formatted(folder));
    }
    return folder.toRealPath();
  }

  private static FolderWalk walk(Path root, long maxImageBytes) throws IOException {
    FolderWalk walk = new FolderWalk(root, maxImageBytes);
    Files.walkFileTree(root, walk);
    return walk;
  }

  private static void checkFound(
      Path root, Collection<Path> files, List<Skipped> skipped, String layout) {
    if (files.isEmpty()) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "%s has no photographs (%d files skipped): it must hold .jpg, .jpeg, .png or .webp files%s"
              .formatted(root, skipped.size(), layout));
    }
  }

  private static PhotoFolder named(
      Path root,
      Collection<Path> files,
      List<Skipped> skipped,
      BatchKind kind,
      Function<Path, Optional<String>> landmark) {
    List<Path> sorted =
        files.stream().map(root::relativize).sorted(comparing(ImageIds::slashed)).toList();
    Map<Path, String> ids = ImageIds.of(sorted);
    List<Photo> photos =
        sorted.stream()
            .map(file -> new Photo(ids.get(file), landmark.apply(file), root.resolve(file)))
            .toList();
    return new PhotoFolder(kind, photos, skipped);
  }
}
