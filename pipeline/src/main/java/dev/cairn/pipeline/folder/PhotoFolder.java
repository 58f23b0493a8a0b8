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
import java.util.List;
import java.util.Map;
import java.util.Optional;

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
    return named(root, walk.files, walk.skipped, kind);
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
    return named(root, labelled, walk.skipped, BatchKind.GALLERY);
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

  private static PhotoFolder named(
      Path root, List<Path> files, List<Skipped> skipped, BatchKind kind) {
    if (files.isEmpty()) {
      throw new CairnException(
          ErrorCode.DATASET_INVALID,
          "%s has no photographs (%d files skipped): it must hold .jpg, .jpeg, .png or .webp files%s"
              .formatted(
                  root, skipped.size(), kind == BatchKind.GALLERY ? " as <landmark>/<photo>" : ""));
    }
    List<Path> sorted =
        files.stream().map(root::relativize).sorted(comparing(ImageIds::slashed)).toList();
    Map<Path, String> ids = ImageIds.of(sorted);
    List<Photo> photos =
        sorted.stream()
            .map(file -> new Photo(ids.get(file), landmark(file, kind), root.resolve(file)))
            .toList();
    return new PhotoFolder(kind, photos, skipped);
  }

  private static Optional<String> landmark(Path relative, BatchKind kind) {
    return kind == BatchKind.GALLERY
        ? Optional.of(relative.getName(0).toString())
        : Optional.empty();
  }
}
