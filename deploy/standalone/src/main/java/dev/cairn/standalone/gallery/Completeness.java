package dev.cairn.standalone.gallery;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.training.Words;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Whether all generations have the same photographs. Those that nobody serves or makes follow when
 * they serve again, so what they lack is told, and no fault.
 *
 * @param gallery read to its end
 */
public record Completeness(Gallery gallery) {

  /** One for each row that a generation lacks; the topic is read once more to name them. */
  public List<Fault> faults(Installation installation) {
    List<Generation> alive = gallery.known().stream().filter(gallery::isAlive).toList();
    boolean isComplete =
        alive.stream().allMatch(has -> alive.stream().allMatch(other -> has.lackedBy(other) == 0));
    return isComplete ? List.of() : named(alive, installation);
  }

  private static List<Fault> named(List<Generation> alive, Installation installation) {
    RowSearch search =
        new RowSearch((key, _) -> alive.stream().anyMatch(other -> !other.contains(key.imageId())));
    try (GalleryScan scan = new GalleryScan(installation, search)) {
      scan.readAll();
    }
    Map<String, Fault> faults = new TreeMap<>();
    for (Generation has : alive) {
      for (String imageId : search.in(has.ensembleDigest()).keySet()) {
        for (Generation other : alive) {
          // What has come since the first reading is no matter.
          if (has.contains(imageId) && !other.contains(imageId)) {
            Fault fault = lacking(other, has, imageId);
            faults.putIfAbsent(fault.row(), fault);
          }
        }
      }
    }
    return List.copyOf(faults.values());
  }

  private static Fault lacking(Generation lacks, Generation has, String imageId) {
    return new Fault(
        ErrorCode.GENERATION_INCOMPLETE,
        new String(new GalleryKey(lacks.ensembleDigest(), imageId).bytes(), UTF_8),
        "there is no such row, though generation %s has the photograph%s"
            .formatted(
                Digests.brief(has.ensembleDigest()),
                has.failedFor(lacks, imageId) ? "; it could not be embedded again" : ""));
  }

  /** What the generations lack that nobody serves or makes, in lines. */
  public List<String> notes() {
    List<String> notes = new ArrayList<>();
    for (Generation idle : gallery.known()) {
      int lacked =
          gallery.isAlive(idle)
              ? 0
              : gallery.known().stream()
                  .filter(gallery::isAlive)
                  .mapToInt(other -> other.lackedBy(idle))
                  .max()
                  .orElse(0);
      if (lacked > 0) {
        notes.add(
            "Generation %1$s, which nobody serves, lacks %2$s. They follow when it serves again; `cairn gallery drop %1$s` removes it."
                .formatted(
                    Digests.brief(idle.ensembleDigest()), Words.count(lacked, "photograph")));
      }
    }
    return notes;
  }
}
