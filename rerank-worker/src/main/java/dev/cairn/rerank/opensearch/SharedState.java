package dev.cairn.rerank.opensearch;

import dev.cairn.rerank.gallery.Checkpoint;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.io.IOException;
import java.util.Comparator;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.OpType;
import org.opensearch.client.opensearch._types.OpenSearchException;
import org.opensearch.client.opensearch.core.GetResponse;
import org.opensearch.client.opensearch.core.SearchResponse;
import org.opensearch.client.opensearch.indices.IndexSettings;
import org.opensearch.client.transport.httpclient5.ResponseException;

/**
 * What the workers of a gallery share: its epoch, and how far each has followed the topic. The
 * gallery is cleared by going to the next epoch, which one worker does and the others then find
 * done, so that none clears what another has just filled.
 */
final class SharedState {
  private static final String EPOCH = "epoch";
  private static final int CONFLICT = 409;
  private static final int MOST_WORKERS = 1000;

  private final OpenSearchClient client;
  private final String index;

  /** The document of the epoch. */
  record EpochSource(long epoch) {}

  /**
   * The document of a worker.
   *
   * @param ensembles those that had an index: one that is gone takes its rows with it
   */
  record WorkerSource(long epoch, Set<String> ensembles, Map<String, String> checkpoint) {}

  SharedState(OpenSearchClient client, String index) {
    this.client = client;
    this.index = index;
  }

  /** Makes the index if there is none. A cluster without the k-NN plugin refuses its settings. */
  void create(int replicas) throws IOException {
    IndexSettings settings =
        RowSource.settings(VectorSearch.EXACT).numberOfShards(1).numberOfReplicas(replicas).build();
    try {
      client
          .indices()
          .create(request ->
              request
                  .index(index)
                  .settings(settings)
                  .mappings(RowSource.mapping(1, VectorSearch.EXACT)));
    } catch (OpenSearchException e) {
      if (String.valueOf(e.error().reason()).contains("knn")) {
        throw new CairnException(
            ErrorCode.START_FAILED,
            "The OpenSearch cluster has no k-NN plugin (%s): install opensearch-knn on every node"
                .formatted(e.error().reason()),
            e);
      }
      if (!e.error().type().equals("resource_already_exists_exception")) {
        throw e;
      }
    }
  }

  /** The epoch of the gallery, the first if there is none yet. */
  long epoch() throws IOException {
    GetResponse<EpochSource> found = readEpoch();
    if (found.found()) {
      return found.source().epoch();
    }
    unlessDone(() ->
        client.index(request ->
            request.index(index).id(EPOCH).opType(OpType.Create).document(new EpochSource(1))));
    return readEpoch().source().epoch();
  }

  /** Goes from this epoch to the next one, unless another worker has, and returns the present. */
  long leave(long epoch) throws IOException {
    GetResponse<EpochSource> found = readEpoch();
    if (found.source().epoch() == epoch) {
      unlessDone(() ->
          client.index(request ->
              request
                  .index(index)
                  .id(EPOCH)
                  .ifSeqNo(found.seqNo())
                  .ifPrimaryTerm(found.primaryTerm())
                  .document(new EpochSource(epoch + 1))));
    }
    return readEpoch().source().epoch();
  }

  private GetResponse<EpochSource> readEpoch() throws IOException {
    return client.get(request -> request.index(index).id(EPOCH), EpochSource.class);
  }

  /**
   * @param ensembles that have an index
   */
  void save(String worker, long epoch, Set<String> ensembles, Checkpoint checkpoint)
      throws IOException {
    client.index(request ->
        request
            .index(index)
            .id("worker." + worker)
            .document(new WorkerSource(epoch, ensembles, checkpoint.toText())));
  }

  /**
   * The youngest checkpoint of any worker in this epoch: what one of them has applied is there for
   * all. None counts when an index is gone that was there then: the topic is read again.
   *
   * @param ensembles that have an index
   * @throws IllegalArgumentException when another version of Cairn wrote one
   */
  Optional<Checkpoint> checkpoint(long epoch, Set<String> ensembles) throws IOException {
    client.indices().refresh(request -> request.index(index));
    SearchResponse<WorkerSource> found =
        client.search(
            request -> request.index(index).size(MOST_WORKERS).allowPartialSearchResults(false),
            WorkerSource.class);
    return found.hits().hits().stream()
        .map(hit -> hit.source())
        .filter(worker -> worker.epoch() == epoch && worker.checkpoint() != null)
        .filter(worker -> ensembles.containsAll(worker.ensembles()))
        .flatMap(worker -> Checkpoint.ofText(worker.checkpoint()).stream())
        .max(Comparator.comparing(Checkpoint::takenAt));
  }

  /** Makes a write that only the first of several workers succeeds with. */
  private static void unlessDone(Patience.Call<?> write) throws IOException {
    try {
      write.make();
    } catch (ResponseException e) {
      if (e.status() != CONFLICT) {
        throw e;
      }
    }
  }
}
