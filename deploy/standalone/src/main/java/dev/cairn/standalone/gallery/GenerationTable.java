package dev.cairn.standalone.gallery;

import static java.util.stream.Collectors.joining;

import dev.cairn.pipeline.bundle.VectorGroups;
import dev.cairn.standalone.training.Words;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;

/** Generations as lines, those first that are announced. */
public final class GenerationTable {
  private static final List<String> HEAD =
      List.of("generation", "state", "images", "landmarks", "non-landmark", "failed", "models");
  private static final Set<String> NUMBERS =
      Set.of("images", "landmarks", "non-landmark", "failed");

  private final Gallery gallery;
  private final Map<String, String> modelNames;

  /**
   * @param modelNames by bundle digest, as far as they are known
   */
  public GenerationTable(Gallery gallery, Map<String, String> modelNames) {
    this.gallery = gallery;
    this.modelNames = modelNames;
  }

  /** One line for the names of the columns, one for each generation. */
  public List<String> lines() {
    List<List<String>> rows =
        Stream.concat(
                Stream.of(HEAD),
                gallery.known().stream()
                    .sorted(Comparator.comparing(g -> gallery.roles(g).isEmpty()))
                    .map(this::row))
            .toList();
    int[] sizes = new int[HEAD.size()];
    rows.forEach(
        row -> Arrays.setAll(sizes, column -> Math.max(sizes[column], row.get(column).length())));
    return rows.stream().map(row -> line(row, sizes)).toList();
  }

  private List<String> row(Generation generation) {
    List<String> roles = gallery.roles(generation);
    return Stream.of(
            Digests.brief(generation.ensembleDigest()),
            roles.isEmpty() ? Words.NONE : String.join(", ", roles),
            Integer.toString(generation.images() - generation.nonLandmarks()),
            Integer.toString(generation.landmarks()),
            Integer.toString(generation.nonLandmarks()),
            Integer.toString(gallery.failed(generation)),
            gallery.composition(generation).map(this::models).orElse(""))
        .map(Words::line)
        .toList();
  }

  private String models(Composition of) {
    String models = of.bundleDigests().stream().map(this::model).collect(joining(", "));
    return of.groups().equals(VectorGroups.NONE) ? models : models + ", averaged by family";
  }

  private String model(String bundleDigest) {
    String name = modelNames.get(bundleDigest);
    return Digests.brief(bundleDigest) + (name == null ? "" : " " + name);
  }

  private static String line(List<String> row, int[] sizes) {
    StringBuilder line = new StringBuilder();
    for (int column = 0; column < sizes.length; column++) {
      String side = NUMBERS.contains(HEAD.get(column)) ? "" : "-";
      line.append(("  %" + side + sizes[column] + "s").formatted(row.get(column)));
    }
    return line.toString().stripTrailing();
  }
}
