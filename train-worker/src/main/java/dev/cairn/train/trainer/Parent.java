package dev.cairn.train.trainer;

import com.fasterxml.jackson.annotation.JsonSubTypes;
import com.fasterxml.jackson.annotation.JsonTypeInfo;
import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.train.dataset.ClassMap;
import dev.cairn.train.dataset.ClassesFile;
import dev.cairn.train.net.LandmarkNetwork;
import dev.cairn.train.torch.LoadMode;
import dev.cairn.train.torch.TrainableModel;
import dev.cairn.train.weights.NetworkWeights;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;

/** Where a stage takes its first weights from. */
@JsonTypeInfo(use = JsonTypeInfo.Id.NAME, property = "kind")
@JsonSubTypes({
  @JsonSubTypes.Type(value = Parent.OfBundle.class, name = "bundle"),
  @JsonSubTypes.Type(value = Parent.OfFile.class, name = "file")
})
public sealed interface Parent {

  /**
   * A model in the store.
   *
   * @param bundle opened, so its files have their digests
   */
  record OfBundle(Bundle bundle, LoadMode mode) implements Parent {

    @Override
    public String digest() {
      return bundle.digest();
    }

    @Override
    public NetworkWeights open(LandmarkNetwork network) throws IOException {
      return NetworkWeights.of(bundle);
    }
  }

  /**
   * A checkpoint file below a model root.
   *
   * @param digest SHA-256 of its bytes when the stage was planned
   */
  record OfFile(Path file, String digest, LoadMode mode) implements Parent {

    /**
     * @throws CairnException with {@code MODEL_INVALID} also when it has changed meanwhile
     */
    @Override
    public NetworkWeights open(LandmarkNetwork network) throws IOException {
      if (!Sha256.of(file).equals(digest)) {
        throw new CairnException(
            ErrorCode.MODEL_INVALID,
            "%s has changed since the stage was accepted: send the stage again".formatted(file));
      }
      return NetworkWeights.of(file, network);
    }
  }

  /** How much of the model is taken over. */
  LoadMode mode();

  /** Lower-case hex SHA-256 over what is loaded. */
  String digest();

  /**
   * Maps the weights.
   *
   * @throws CairnException with {@code MODEL_INVALID} when they do not fit or are damaged
   */
  NetworkWeights open(LandmarkNetwork network) throws IOException;

  /** Digest of the bundle, if it is one. */
  default Optional<String> bundleDigest() {
    return this instanceof OfBundle ? Optional.of(digest()) : Optional.empty();
  }

  /** The order of the classes that a stage goes on with; empty leaves it to the dataset. */
  default Optional<ClassMap> headOrder() throws IOException {
    return this instanceof OfBundle(Bundle bundle, LoadMode mode) && mode == LoadMode.STRICT
        ? Optional.of(ClassesFile.read(bundle.classes()))
        : Optional.empty();
  }

  /** Takes the weights over; the optimiser stays new. */
  default void loadInto(TrainableModel model) throws IOException {
    try (NetworkWeights weights = open(model.network())) {
      model.load(weights.source(), weights.tensors(), mode());
    }
  }
}
