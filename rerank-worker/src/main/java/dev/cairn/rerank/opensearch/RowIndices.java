package dev.cairn.rerank.opensearch;

import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Collectors;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.opensearch._types.mapping.Property;
import org.opensearch.client.opensearch.indices.IndexSettings;
import org.opensearch.client.opensearch.indices.get_mapping.IndexMappingRecord;

/** The indices of an epoch, one an ensemble, each made when the ensemble's first row comes. */
final class RowIndices {
  private static final int MAX_DIMENSION = 16_000;
  private static final int NOT_FOUND = 404;

  private final OpenSearchClient client;
  private final Patience patience;
  private final OpenSearchConfig config;
  private final GalleryNames names;
  private final long epoch;
  private final Map<String, Integer> dimensions = new ConcurrentHashMap<>();
  private final Set<String> seen = new HashSet<>();

  RowIndices(
      OpenSearchClient client,
      Patience patience,
      OpenSearchConfig config,
      GalleryNames names,
      long epoch) {
    this.client = client;
    this.patience = patience;
    this.config = config;
    this.names = names;
    this.epoch = epoch;
  }

  long epoch() {
    return epoch;
  }

  /** The alias of an ensemble's rows, whether there are some or not. */
  String alias(String ensembleDigest) {
    return names.rows(epoch, ensembleDigest);
  }

  /** The alias of all rows. */
  String allAliases() {
    return names.allRows(epoch);
  }

  /**
   * Makes the index of an ensemble if there is none.
   *
   * @throws CairnException with {@code EMBEDDING_MISMATCH} when it has another dimension, or no
   *     index can have this one
   */
  void require(String ensembleDigest, int dimension) throws IOException {
    Optional<Integer> known = dimension(ensembleDigest);
    if (known.isEmpty() && dimension <= MAX_DIMENSION) {
      patience.make(() -> create(ensembleDigest, dimension));
      known = dimension(ensembleDigest);
    }
    if (known.isEmpty() || known.get() != dimension) {
      throw new CairnException(
          ErrorCode.EMBEDDING_MISMATCH,
          "A vector of ensemble %s has dimension %d; its index has %s, and none can have more than %d"
              .formatted(
                  ensembleDigest,
                  dimension,
                  known.map(String::valueOf).orElse("none yet"),
                  MAX_DIMENSION));
    }
  }

  /** Of an ensemble's rows; empty when it has no index. */
  Optional<Integer> dimension(String ensembleDigest) throws IOException {
    Integer known = dimensions.get(ensembleDigest);
    if (known != null) {
      return Optional.of(known);
    }
    Optional<Integer> found = patience.make(() -> find(alias(ensembleDigest)));
    found.ifPresent(dimension -> dimensions.put(ensembleDigest, dimension));
    return found;
  }

  private Optional<Integer> find(String alias) throws IOException {
    try {
      Map<String, IndexMappingRecord> found =
          client.indices().getMapping(request -> request.index(alias)).result();
      return Optional.of(dimensionOf(alias, found.values().iterator().next()));
    } catch (OpenSearchException e) {
      if (e.status() == NOT_FOUND) {
        return Optional.empty();
      }
      throw e;
    }
  }

  private static int dimensionOf(String alias, IndexMappingRecord index) throws IOException {
    Property vector = index.mappings().properties().get(RowSource.VECTOR);
    if (vector == null || !vector.isKnnVector()) {
      throw new Fault.Broken(
          "the index of %s has no vectors and is not Cairn's: delete it".formatted(alias));
    }
    return vector.knnVector().dimension();
  }

  /** True unless another worker was faster. */
  private boolean create(String ensembleDigest, int dimension) throws IOException {
    IndexSettings settings =
        RowSource.settings(config.search())
            .numberOfShards(config.shards())
            .numberOfReplicas(config.replicas())
            // A search refreshes what was written before it.
            .refreshInterval(interval -> interval.time("30s"))
            .build();
    try {
      client
          .indices()
          .create(request ->
              request
                  .index(names.index(epoch, ensembleDigest))
                  .aliases(alias(ensembleDigest), alias -> alias)
                  .settings(settings)
                  .mappings(RowSource.mapping(dimension, config.search())));
      return true;
    } catch (OpenSearchException e) {
      if (e.error().type().equals("resource_already_exists_exception")) {
        return false;
      }
      throw e;
    }
  }

  /**
   * Digests of the ensembles that have an index.
   *
   * @throws Fault.Broken when one that was there is gone: its rows are to be read again, so nobody
   *     may commit as if they were stored
   */
  Set<String> ensembles() throws IOException {
    Set<String> present =
        indices(names.allIndices(epoch)).stream()
            .map(GalleryNames::ensemble)
            .collect(Collectors.toSet());
    for (String ensemble : seen) {
      if (!present.contains(ensemble)) {
        throw Fault.Broken.gone(names.index(epoch, ensemble));
      }
    }
    seen.addAll(present);
    return present;
  }

  /** Deletes the indices of all earlier epochs. */
  void deleteEarlier() throws IOException {
    List<String> earlier =
        indices(names.allIndices()).stream().filter(index -> names.epoch(index) < epoch).toList();
    if (!earlier.isEmpty()) {
      patience.make(
          () -> client.indices().delete(request -> request.index(earlier).ignoreUnavailable(true)));
    }
  }

  private Set<String> indices(String pattern) throws IOException {
    return patience.make(
        () -> client.indices().get(request -> request.index(pattern)).result().keySet());
  }
}
