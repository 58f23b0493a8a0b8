package dev.cairn.embed.session;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.VectorGroups;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * The loaded models of an ensemble, in its order.
 *
 * @param digest names the ensemble by its bundles
 */
public record Ensemble(String digest, List<EmbeddingModel> models, VectorGroups groups)
    implements AutoCloseable {

  public Ensemble {
    models = List.copyOf(models);
  }

  /**
   * Loads every bundle of a published ensemble, or none.
   *
   * @throws CairnException with {@code MODEL_NOT_FOUND} or {@code MODEL_INVALID}
   * @throws OutOfMemoryError when the device cannot hold all of them
   */
  public static Ensemble load(
      EnsemblePublished published,
      BundleStore bundles,
      SessionSettings settings,
      BatchLimits limits)
      throws IOException {
    List<String> digests = published.getBundleDigests();
    String digest = published.getEnsembleDigest();
    VectorGroups groups = new VectorGroups(published.getGroups());
    if (digests.isEmpty() || !EnsembleDigest.of(digests, groups).equals(digest)) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID,
          "Ensemble %s does not have the digest of its %d bundles: publish it again"
              .formatted(digest, digests.size()));
    }
    if (!groups.fit(digests.size())) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID,
          "Ensemble %s has %d bundles in groups '%.100s': give each bundle one, numbered from 0 as they come up"
              .formatted(digest, digests.size(), groups));
    }
    List<Bundle> opened = new ArrayList<>();
    for (String bundle : digests) {
      opened.add(bundles.open(bundle));
    }
    checkDimensions(opened, groups);
    List<EmbeddingModel> models = new ArrayList<>();
    try {
      for (Bundle bundle : opened) {
        models.add(EmbeddingModel.load(bundle, settings, limits));
      }
      return new Ensemble(digest, models, groups);
    } catch (RuntimeException | OutOfMemoryError e) {
      models.forEach(EmbeddingModel::close);
      throw e;
    }
  }

  private static void checkDimensions(List<Bundle> bundles, VectorGroups groups) {
    for (List<Integer> group : groups.members(bundles.size())) {
      List<Integer> dimensions =
          group.stream()
              .map(model -> bundles.get(model).manifest().dimension())
              .distinct()
              .toList();
      if (dimensions.size() > 1) {
        throw new CairnException(
            ErrorCode.MODEL_INVALID,
            "Vectors of dimensions %s cannot be averaged: group models of one dimension only"
                .formatted(dimensions));
      }
    }
  }

  /** The square sizes in pixels that its models take. */
  public Set<Integer> imageSizes() {
    return models.stream().map(EmbeddingModel::imageSize).collect(toUnmodifiableSet());
  }

  /** Images that the model which takes most runs at once. */
  public int batchLimit() {
    return models.stream().mapToInt(EmbeddingModel::batchLimit).max().orElseThrow();
  }

  @Override
  public void close() {
    models.forEach(EmbeddingModel::close);
  }
}
