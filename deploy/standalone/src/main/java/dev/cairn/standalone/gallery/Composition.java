package dev.cairn.standalone.gallery;

import static java.util.stream.Collectors.joining;

import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.VectorGroups;
import dev.cairn.schemas.avro.EnsemblePublished;
import java.util.List;

/**
 * What an ensemble is made of.
 *
 * @param bundleDigests in the order of the ensemble
 * @param groups of models whose vectors are averaged
 */
public record Composition(List<String> bundleDigests, VectorGroups groups) {

  public Composition {
    bundleDigests = List.copyOf(bundleDigests);
  }

  static Composition of(EnsemblePublished ensemble) {
    return new Composition(ensemble.getBundleDigests(), new VectorGroups(ensemble.getGroups()));
  }

  static Composition of(Generation generation) {
    return new Composition(generation.bundleDigests(), generation.groups());
  }

  /** Of the ensemble. */
  String digest() {
    return EnsembleDigest.of(bundleDigests, groups);
  }

  /** What {@code cairn gallery rebuild} takes to make its generation. */
  String words() {
    String bundles = bundleDigests.stream().map(Digests::brief).collect(joining(" "));
    return groups.equals(VectorGroups.NONE) ? bundles : bundles + " --average-families";
  }

  EnsemblePublished announcement(String ensembleName, String source) {
    return new EnsemblePublished(ensembleName, digest(), bundleDigests, source, groups.ofModels());
  }
}
