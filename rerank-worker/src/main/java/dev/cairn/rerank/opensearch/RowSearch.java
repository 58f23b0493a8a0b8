package dev.cairn.rerank.opensearch;

import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.opensearch.client.json.JsonData;
import org.opensearch.client.opensearch.OpenSearchClient;
import org.opensearch.client.opensearch._types.query_dsl.Query;
import org.opensearch.client.opensearch.core.MsearchRequest;
import org.opensearch.client.opensearch.core.MsearchResponse;
import org.opensearch.client.opensearch.core.msearch.MultiSearchResponseItem;
import org.opensearch.client.opensearch.core.search.Hit;

/** Asks a cluster for the rows near some queries, in one request. */
record RowSearch(OpenSearchClient client, VectorSearch kind) {
  /** How many rows the search in a graph keeps in each segment. */
  private static final int GRAPH_CANDIDATES = 100;

  /**
   * One list for each query, highest score first.
   *
   * @param queries of one dimension
   * @param size most rows of each list
   * @throws Fault.Broken when the answer is not of Cairn's rows
   */
  List<List<Hit<RowSource>>> find(String alias, List<float[]> queries, int size)
      throws IOException {
    MsearchRequest.Builder request = new MsearchRequest.Builder();
    for (float[] vector : queries) {
      Query query =
          switch (kind) {
            case EXACT -> everyRow(vector);
            case APPROXIMATE -> graph(vector, Math.max(size, GRAPH_CANDIDATES));
          };
      request.searches(search ->
          search.header(header -> header.index(alias)).body(body -> body.size(size).query(query)));
    }
    MsearchResponse<RowSource> response = client.msearch(request.build(), RowSource.class);
    if (response.responses().size() != queries.size()) {
      throw new Fault.Broken(
          "it answers %d of %d searches".formatted(response.responses().size(), queries.size()));
    }
    int dimension = queries.getFirst().length;
    List<List<Hit<RowSource>>> found = new ArrayList<>();
    for (MultiSearchResponseItem<RowSource> item : response.responses()) {
      found.add(hits(item, dimension));
    }
    return found;
  }

  private static Query everyRow(float[] vector) {
    return Query.of(query ->
        query.scriptScore(scored ->
            scored
                .query(Census.LIVE)
                .script(script ->
                    script.inline(it ->
                        it.lang(language -> language.custom("knn"))
                            .source("knn_score")
                            .params("field", JsonData.of(RowSource.VECTOR))
                            .params("query_value", JsonData.of(vector))
                            .params("space_type", JsonData.of("innerproduct"))))));
  }

  private static Query graph(float[] vector, int candidates) {
    List<Float> components = new ArrayList<>(vector.length);
    for (float component : vector) {
      components.add(component);
    }
    return Query.of(
        query -> query.knn(it -> it.field(RowSource.VECTOR).vector(components).k(candidates)));
  }

  private static List<Hit<RowSource>> hits(MultiSearchResponseItem<RowSource> item, int dimension)
      throws IOException {
    if (item.isFailure()) {
      String reason = Fault.describe(item.failure().error());
      throw Fault.mayPass(item.failure().status())
          ? new Fault.Passing(reason)
          : new Fault.Broken(reason);
    }
    Fault.requireAll(item.result().shards());
    List<Hit<RowSource>> hits = item.result().hits().hits();
    for (Hit<RowSource> hit : hits) {
      if (hit.source() == null || !hit.source().answers(dimension)) {
        throw new Fault.Broken(
            "document %s of index %s is no row of Cairn's: delete that index and restart the workers"
                .formatted(hit.id(), hit.index()));
      }
    }
    return hits;
  }
}
