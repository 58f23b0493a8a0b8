package dev.cairn.pipeline.folder;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;

import java.nio.file.Path;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Image ids from file names. */
final class ImageIds {

  private ImageIds() {}

  /**
   * The name without its ending where no other file has it; otherwise with its folders in front
   * ({@code bridge-0001}), and with a number behind if that is taken too.
   *
   * @param files relative to the folder, in an order that does not depend on the machine
   * @return one id for each file, in the same order
   */
  static Map<Path, String> of(List<Path> files) {
    Map<String, Long> filesOfName = files.stream().collect(groupingBy(ImageIds::name, counting()));
    Set<String> taken = new HashSet<>();
    Map<Path, String> ids = new LinkedHashMap<>();
    for (Path file : files) {
      String name = name(file);
      if (filesOfName.get(name) == 1) {
        taken.add(name);
        ids.put(file, name);
      }
    }
    for (Path file : files) {
      ids.computeIfAbsent(file, shared -> firstFree(qualified(shared), taken));
    }
    return ids;
  }

  private static String firstFree(String id, Set<String> taken) {
    String candidate = id;
    for (int number = 2; !taken.add(candidate); number++) {
      candidate = id + "-" + number;
    }
    return candidate;
  }

  private static String qualified(Path file) {
    Path folder = file.getParent();
    if (folder == null) {
      return name(file);
    }
    return slashed(folder).replace('/', '-') + "-" + name(file);
  }

  private static String name(Path file) {
    String name = file.getFileName().toString();
    return name.substring(0, name.lastIndexOf('.'));
  }

  /** The path with {@code /} between its names on every system. */
  static String slashed(Path path) {
    return path.toString().replace(path.getFileSystem().getSeparator(), "/");
  }
}
