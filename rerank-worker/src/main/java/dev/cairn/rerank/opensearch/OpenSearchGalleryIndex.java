package dev.cairn.rerank.opensearch;

import dev.cairn.rerank.gallery.Checkpoint;
import dev.cairn.rerank.gallery.GalleryAnswer;
import dev.cairn.rerank.gallery.GalleryIndex;
import dev.cairn.rerank.gallery.GalleryRow;
import dev.cairn.rerank.gallery.SearchCost;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.schemas.topic.GalleryKey;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.locks.ReentrantLock;
import org.opensearch.client.opensearch.OpenSearchClient;

/**
 * An index on an OpenSearch cluster, which any number of workers share: each follows the topic and
 * writes every row, and the cluster keeps the one with the highest version. What one worker has
 * committed holds for all, so a new one goes on where the others are.
 *
 * <p>Rows are sent many at a time; a search first sends those that wait and makes all visible. It
 * may also see rows that only other workers have written yet. Calls wait while the cluster is down.
 */
public final class OpenSearchGalleryIndex implements GalleryIndex {
  private final OpenSearchConfig config;
  private final GalleryNames names;
  private final String worker;
  private final OpenSearchClient client;
  private final Patience patience;
  private final SharedState state;
  private final RowSearch rowSearch;
  private final ReentrantLock lock = new ReentrantLock();
  private EpochRows connected;
  private volatile long counted;

  /** Something done with the rows while no other thread does. */
  private interface Work<T> {
    T with(EpochRows rows) throws IOException;
  }

  private OpenSearchGalleryIndex(OpenSearchConfig config, String topicPrefix, String worker) {
    this.config = config;
    this.names = GalleryNames.of(topicPrefix, config.search());
    this.worker = worker;
    this.client = Cluster.client(config);
    this.patience = new Patience("OpenSearch at " + config.url());
    this.state = new SharedState(client, names.state());
    this.rowSearch = new RowSearch(client, config.search());
  }

  /**
   * Connects to a cluster; one that does not answer yet is waited for later.
   *
   * @param worker unique among the workers that share the gallery, the same after a restart
   * @throws CairnException with {@code START_FAILED} when the cluster cannot be used; the message
   *     has the remedy
   */
  public static OpenSearchGalleryIndex open(
      OpenSearchConfig config, String topicPrefix, String worker) throws IOException {
    OpenSearchGalleryIndex index = new OpenSearchGalleryIndex(config, topicPrefix, worker);
    try {
      index.connected = index.connect();
    } catch (CairnException e) {
      index.close();
      throw e;
    } catch (IOException e) {
      index.patience.expect(e);
    }
    return index;
  }

  private EpochRows connect() throws IOException {
    try {
      Cluster.check(client);
      state.create(config.replicas());
      return rows(state.epoch());
    } catch (IOException | RuntimeException e) {
      Fault fault = Fault.of(e);
      boolean interrupted = e.getCause() instanceof InterruptedException;
      if (fault.passes() || interrupted || e instanceof CairnException) {
        throw e;
      }
      throw new CairnException(ErrorCode.START_FAILED, patience.explain(fault), e);
    }
  }

  private EpochRows rows(long epoch) {
    return new EpochRows(client, patience, new RowIndices(client, patience, config, names, epoch));
  }

  private <T> T alone(Work<T> work) throws IOException {
    try {
      lock.lockInterruptibly();
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new InterruptedIOException("Interrupted while another thread uses the gallery index");
    }
    try {
      if (connected == null) {
        connected = patience.make(this::connect);
      }
      return work.with(connected);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void upsert(GalleryRow row, long version) throws IOException {
    alone(rows -> {
      rows.upsert(row, version);
      return row;
    });
  }

  @Override
  public void delete(GalleryKey row, long version) throws IOException {
    alone(rows -> {
      rows.delete(row, version);
      return row;
    });
  }

  /** Another worker may have done so since this one connected; then its rows stay. */
  @Override
  public void clear() throws IOException {
    counted =
        alone(rows -> {
          long epoch = rows.epoch();
          connected = rows(patience.make(() -> state.leave(epoch)));
          connected.deleteEarlierEpochs();
          return connected.count();
        });
  }

  @Override
  public GalleryAnswer search(String ensembleDigest, float[][] queries, int count)
      throws IOException {
    int dimension = queries[0].length;
    Census census = alone(rows -> settle(rows, ensembleDigest, dimension));
    if (census.images() == 0) {
      List<List<Neighbour>> none = Collections.nCopies(queries.length, List.of());
      return new GalleryAnswer(none, true, new SearchCost(0, 0), 0, Set.of());
    }
    String alias = alone(rows -> rows.alias(ensembleDigest));
    NearestRows found = new NearestSearch(rowSearch, patience, alias, queries, count).run();
    long scanned = config.search() == VectorSearch.EXACT ? census.images() : found.rescored();
    return new GalleryAnswer(
        found.neighbours(),
        found.certain(),
        new SearchCost(scanned, found.rescored()),
        census.images(),
        census.landmarks());
  }

  private static Census settle(EpochRows rows, String ensembleDigest, int dimension)
      throws IOException {
    Optional<Integer> known = rows.dimension(ensembleDigest);
    if (known.isEmpty()) {
      return new Census(0, Set.of());
    }
    if (known.get() != dimension) {
      throw new CairnException(
          ErrorCode.EMBEDDING_MISMATCH,
          "Queries of dimension %d, gallery of dimension %d, in ensemble %s"
              .formatted(dimension, known.get(), ensembleDigest));
    }
    return rows.settle(ensembleDigest);
  }

  @Override
  public void commit(Checkpoint reached) throws IOException {
    counted =
        alone(rows -> {
          rows.flush();
          Set<String> ensembles = rows.ensembles();
          patience.make(() -> {
            state.save(worker, rows.epoch(), ensembles, reached);
            return reached;
          });
          return rows.count();
        });
  }

  /** The youngest of any worker that shares the gallery. */
  @Override
  public Optional<Checkpoint> checkpoint() throws IOException {
    return alone(rows -> {
      counted = rows.count();
      Set<String> ensembles = rows.ensembles();
      return patience.make(() -> state.checkpoint(rows.epoch(), ensembles));
    });
  }

  /** As of the last commit. */
  @Override
  public long rows() {
    return counted;
  }

  @Override
  public Optional<String> waitsFor() {
    return patience.waitsFor();
  }

  @Override
  public void stopWaiting() {
    patience.stop();
  }

  /** Drops what was written since the last commit: the topic has it. */
  @Override
  public void close() throws IOException {
    patience.stop();
    client._transport().close();
  }
}
