package dev.cairn.train.roots;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;

/**
 * The folders below which commands may name files and folders. A command calls a root by the last
 * name of its path.
 */
public record AllowedRoots(Kind kind, List<Path> roots) {

  /** What lies below the roots. */
  public enum Kind {
    DATA("data root", "cairn.train.data-roots", ErrorCode.DATASET_INVALID),
    MODEL("model root", "cairn.train.model-roots", ErrorCode.CHECKPOINT_NOT_FOUND);

    private final String words;
    private final String setting;
    private final ErrorCode code;

    Kind(String words, String setting, ErrorCode code) {
      this.words = words;
      this.setting = setting;
      this.code = code;
    }
  }

  public AllowedRoots {
    roots = roots.stream().map(root -> root.toAbsolutePath().normalize()).toList();
  }

  /**
   * The real path of a folder.
   *
   * @param subject what the command names, for messages
   * @param place {@code <root name>} or {@code <root name>/<sub path>}
   * @throws CairnException with the kind's code when it is no folder of a root, also when a link
   *     leads out of the root; the message tells no path
   */
  public Path folder(String subject, String place) throws IOException {
    return find(subject, place, "folder", Files::isDirectory);
  }

  /** The same for a plain file. */
  public Path file(String subject, String place) throws IOException {
    return find(subject, place, "file", Files::isRegularFile);
  }

  private Path find(String subject, String place, String what, Predicate<Path> isOne)
      throws IOException {
    List<String> names = Arrays.asList(place.split("/", -1));
    if (names.stream().anyMatch(name -> name.isEmpty() || name.equals(".") || name.equals(".."))) {
      throw refused("%s is not of the form <root>/<folder>/<%s>", subject, what);
    }
    Path root = root(subject, names.getFirst());
    try {
      Path found = root.resolve(String.join("/", names.subList(1, names.size())));
      if (!isOne.test(found)) {
        throw refused("%s names no %s in the %s %s", subject, what, kind.words, names.getFirst());
      }
      Path real = found.toRealPath();
      if (!real.startsWith(root.toRealPath())) {
        throw refused(
            "%s leads out of its %s: add the folder itself to %s",
            subject, kind.words, kind.setting);
      }
      return real;
    } catch (InvalidPathException e) {
      throw refused("%s holds characters that no path has", subject);
    }
  }

  private Path root(String subject, String name) {
    List<Path> found = roots.stream().filter(root -> name.equals(name(root))).toList();
    if (found.size() != 1) {
      throw refused(
          "%s needs one %s of the name '%.100s'; there are %s: set %s of the train-worker",
          subject, kind.words, name, roots.stream().map(AllowedRoots::name).toList(), kind.setting);
    }
    return found.getFirst();
  }

  private static String name(Path root) {
    return String.valueOf(root.getFileName());
  }

  private CairnException refused(String format, Object... values) {
    return new CairnException(kind.code, format.formatted(values));
  }
}
