package dev.cairn.embed.session;

import static java.util.stream.Collectors.toUnmodifiableSet;

import dev.cairn.pipeline.bundle.BundleStore;
import dev.cairn.pipeline.bundle.EnsembleDigest;
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
public record Ensemble(String digest, List<EmbeddingModel> models) implements AutoCloseable {

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
    if (digests.isEmpty() || !EnsembleDigest.of(digests).equals(digest)) {
      throw new CairnException(
          ErrorCode.MODEL_INVALID,
          "Ensemble %s does not have the digest of its %d bundles: publish it again"
              .formatted(digest, digests.size()));
    }
    List<EmbeddingModel> models = new ArrayList<>();
    try {
      for (String bundle : digests) {
        models.add(EmbeddingModel.load(bundles.open(bundle), settings, limits));
      }
      return new Ensemble(digest, models);
    } catch (IOException | RuntimeException | OutOfMemoryError e) {
      models.forEach(EmbeddingModel::close);
      throw e;
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
