package dev.cairn.train.dataset;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/**
 * The folders below which datasets may lie. A command calls a root by the last name of its path.
 */
record DataRoots(List<Path> roots) {
  private static final String SETTING = "cairn.train.data-roots";

  DataRoots {
    roots = roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
  }

  /**
   * An existing folder.
   *
   * @param dataset the name that the command gives, for messages
   * @param place {@code <root name>} or {@code <root name>/<sub path>}
   * @throws CairnException with {@code DATASET_INVALID} when it is no folder of a root, also when a
   *     link leads out of the root; the message tells no path
   */
  DatasetFolder folder(String dataset, String place) throws IOException {
    List<String> names = Arrays.asList(place.split("/", -1));
    if (names.stream().anyMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."))) {
      throw invalid(dataset, "is not of the form <root>/<folder>/<folder>");
    }
    Path root = root(dataset, names.getFirst());
    try {
      Path folder = root.resolve(String.join("/", names.subList(1, names.size())));
      if (!Files.isDirectory(folder)) {
        throw invalid(dataset, "names no folder in the data root " + names.getFirst());
      }
      Path real = folder.toRealPath();
      if (!real.startsWith(root.toRealPath())) {
        throw invalid(
            dataset, "leads out of its data root: add the folder itself to %s".formatted(SETTING));
      }
      return new DatasetFolder(real);
    } catch (InvalidPathException e) {
      throw invalid(dataset, "holds characters that no path has");
    }
  }

  private Path root(String dataset, String name) {
    List<Path> found = roots.stream().filter(root -> name.equals(name(root))).toList();
    if (found.size() != 1) {
      throw invalid(
          dataset,
          "needs one data root of the name '%.100s'; there are %s: set %s of the train-worker"
              .formatted(name, roots.stream().map(DataRoots::name).toList(), SETTING));
    }
    return found.getFirst();
  }

  private static String name(Path root) {
    return String.valueOf(root.getFileName());
  }

  private static CairnException invalid(String dataset, String what) {
    return new CairnException(
        ErrorCode.DATASET_INVALID, "Dataset '%.200s' %s".formatted(dataset, what));
  }
}
