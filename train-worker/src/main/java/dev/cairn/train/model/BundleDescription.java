package dev.cairn.train.model;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.pipeline.bundle.Manifest;
import dev.cairn.train.net.Architectures;
import dev.cairn.train.net.NetworkCost;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** What a bundle is, for people: a line each. */
public final class BundleDescription {
  /** Enough of a digest to tell bundles apart. */
  private static final int SHORT_DIGEST = 12;

  private final List<String> lines = new ArrayList<>();

  private BundleDescription() {}

  /**
   * @param store where the bundles lie that it descends from
   */
  public static List<String> of(Bundle bundle, FolderBundleStore store) throws IOException {
    BundleDescription description = new BundleDescription();
    description.addManifest(bundle.digest(), bundle.manifest());
    description.addCost(bundle.manifest());
    description.addFiles(bundle.folder());
    description.addLineage(bundle, store);
    return description.lines;
  }

  /** One line of a list of bundles. */
  public static String summary(Bundle bundle) {
    Manifest manifest = bundle.manifest();
    return "%s  %-20s %-22s %4d px %7d classes  parent %s"
        .formatted(
            bundle.digest().substring(0, SHORT_DIGEST),
            manifest.modelName() + "/" + manifest.stageId(),
            manifest.architecture(),
            manifest.imageSize(),
            manifest.classes(),
            manifest.parentDigest().map(d -> d.substring(0, SHORT_DIGEST)).orElse("-"));
  }

  private void addManifest(String digest, Manifest manifest) {
    add("digest", digest);
    add("model", manifest.modelName());
    add("stage", manifest.stageId());
    add("architecture", manifest.architecture());
    add("image size", manifest.imageSize() + " px");
    add("embedding", manifest.dimension() + " values");
    add("classes", "%d x %d sub-centres".formatted(manifest.classes(), manifest.subCentres()));
    new TreeMap<>(manifest.recipe()).forEach(this::add);
    new TreeMap<>(manifest.metrics())
        .forEach((name, value) -> add(name, String.format(Locale.ROOT, "%.5g", value)));
  }

  private void addCost(Manifest manifest) {
    NetworkCost cost =
        NetworkCost.of(Architectures.byName(manifest.architecture()), manifest.imageSize());
    long head = (long) manifest.classes() * manifest.subCentres() * manifest.dimension();
    add("parameters", Quantity.of(cost.parameters()) + ", head " + Quantity.of(head));
    add("multiply-adds", Quantity.of(cost.multiplyAdds()) + " per image");
  }

  private void addFiles(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      for (Path file : files.sorted().toList()) {
        add(file.getFileName().toString(), Quantity.of(Files.size(file)) + "B");
      }
    }
  }

  /** A digest covers that of its parent, so no bundle descends from itself. */
  private void addLineage(Bundle bundle, FolderBundleStore store) throws IOException {
    Map<String, Bundle> known = new TreeMap<>();
    store.list().forEach(each -> known.put(each.digest(), each));
    Optional<String> parent = bundle.manifest().parentDigest();
    while (parent.isPresent()) {
      Bundle ancestor = known.remove(parent.get());
      add("from", ancestor == null ? parent.get() + ", not in this store" : summary(ancestor));
      parent = ancestor == null ? Optional.empty() : ancestor.manifest().parentDigest();
    }
  }

  private void add(String name, String value) {
    lines.add("%-20s %s".formatted(name, value));
  }
}
