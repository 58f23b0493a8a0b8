package dev.cairn.rerank.opensearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.VersionType;
import org.opensearch.client.opensearch.core.BulkResponse;
import org.opensearch.client.opensearch.core.bulk.BulkOperation;
import org.opensearch.client.opensearch.core.bulk.BulkResponseItem;

/**
 * Sends rows, many at a time. A row carries its version and the cluster keeps the highest, so it
 * does not matter how often or by how many workers it is sent. Belongs to one thread at a time.
 */
final class RowWriter {
  private static final int MOST_BYTES = 4 << 20;
  private static final int MOST_ROWS = 1000;
  private static final int CONFLICT = 409;

  private final OpenSearchClient client;
  private final Patience patience;
  private List<BulkOperation> waiting = new ArrayList<>();
  private int bytes;

  RowWriter(OpenSearchClient client, Patience patience) {
    this.client = client;
    this.patience = patience;
  }

  /** Sends the row now or with others that follow. */
  void add(String alias, RowSource row, long version) throws IOException {
    waiting.add(
        BulkOperation.of(operation ->
            operation.index(it ->
                it.index(alias)
                    .id(RowSource.id(row.image()))
                    .version(version)
                    .versionType(VersionType.External)
                    .document(row))));
    bytes += row.size();
    if (bytes >= MOST_BYTES || waiting.size() >= MOST_ROWS) {
      flush();
    }
  }

  /** Returns when the cluster has stored all rows. */
  void flush() throws IOException {
    if (!waiting.isEmpty()) {
      waiting = patience.make(this::send);
      bytes = 0;
    }
  }

  /** What is not stored stays waiting for the next attempt. */
  private List<BulkOperation> send() throws IOException {
    BulkResponse response = client.bulk(request -> request.requireAlias(true).operations(waiting));
    List<BulkOperation> left = new ArrayList<>();
    String reason = "";
    for (int i = 0; i < waiting.size(); i++) {
      BulkResponseItem item = response.items().get(i);
      boolean stored = item.error() == null || item.status() == CONFLICT;
      if (!stored) {
        reason = reason(item);
        left.add(waiting.get(i));
      }
    }
    waiting = left;
    if (!left.isEmpty()) {
      throw new Fault.Passing(reason);
    }
    return left;
  }

  private static String reason(BulkResponseItem item) throws IOException {
    if (item.error().type().equals("index_not_found_exception")) {
      throw Fault.Broken.gone(item.index());
    }
    String reason = Fault.describe(item.error());
    if (!Fault.mayPass(item.status())) {
      throw new Fault.Broken("it refuses a row, " + reason);
    }
    return reason;
  }
}
