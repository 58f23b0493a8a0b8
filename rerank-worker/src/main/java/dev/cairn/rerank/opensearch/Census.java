package dev.cairn.rerank.opensearch;

import java.io.IOException;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.FieldValue;
import org.opensearch.client.opensearch._types.aggregations.Aggregation;
import org.opensearch.client.opensearch._types.aggregations.CompositeAggregate;
import org.opensearch.client.opensearch._types.aggregations.CompositeAggregationSource;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch.core.CountResponse;
import org.opensearch.client.opensearch.core.SearchResponse;

/**
 * The images of an ensemble.
 *
 * @param images how many there are
 * @param landmarks of these images
 */
record Census(long images, Set<String> landmarks) {
  private static final int PAGE = 10_000;

  /** Matches the rows that are not removed. */
  static final Query LIVE = Query.of(query -> query.exists(it -> it.field(RowSource.LANDMARK)));

  /** Makes visible what was stored, and counts it. */
  static Census take(OpenSearchClient client, String alias) throws IOException {
    refresh(client, alias);
    Set<String> landmarks = new HashSet<>();
    Map<String, FieldValue> after = Map.of();
    while (true) {
      SearchResponse<Void> response = page(client, alias, after);
      CompositeAggregate page = response.aggregations().get(RowSource.LANDMARK).composite();
      page.buckets()
          .array()
          .forEach(bucket -> landmarks.add(bucket.key().get(RowSource.LANDMARK).stringValue()));
      after = page.afterKey();
      if (page.buckets().array().size() < PAGE) {
        return new Census(response.hits().total().value(), landmarks);
      }
    }
  }

  private static SearchResponse<Void> page(
      OpenSearchClient client, String alias, Map<String, FieldValue> after) throws IOException {
    CompositeAggregationSource source =
        CompositeAggregationSource.of(it -> it.terms(terms -> terms.field(RowSource.LANDMARK)));
    Aggregation landmarks =
        Aggregation.of(aggregation ->
            aggregation.composite(it -> {
              it.size(PAGE).sources(List.of(Map.of(RowSource.LANDMARK, source)));
              return after.isEmpty() ? it : it.after(after);
            }));
    return client.search(
        request ->
            request
                .index(alias)
                .size(0)
                .allowPartialSearchResults(false)
                .trackTotalHits(it -> it.enabled(true))
                .query(LIVE)
                .aggregations(RowSource.LANDMARK, landmarks),
        Void.class);
  }

  /** Images of all aliases that fit a pattern, with what was stored just now. */
  static long count(OpenSearchClient client, String aliases) throws IOException {
    refresh(client, aliases);
    CountResponse response = client.count(request -> request.index(aliases).query(LIVE));
    Fault.requireAll(response.shards());
    return response.count();
  }

  private static void refresh(OpenSearchClient client, String aliases) throws IOException {
    Fault.requireAll(client.indices().refresh(request -> request.index(aliases)).shards());
  }
}
