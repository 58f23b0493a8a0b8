package dev.cairn.rerank.opensearch;

import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Optional;

/** The cluster that holds the gallery. */
public interface OpenSearchConfig {

  /** Addresses of its nodes, separated by commas; when one does not answer the next is asked. */
  @WithDefault("http://localhost:9200")
  List<URI> url();

  Optional<String> user();

  Optional<String> password();

  /** Parts that an ensemble's rows are spread over; counts for indices made from now on. */
  @WithDefault("1")
  int shards();

  /** Copies of each part on other nodes; counts for indices made from now on. */
  @WithDefault("1")
  int replicas();

  /** The rows of each kind lie in indices of their own, filled from the topic. */
  @WithDefault("exact")
  VectorSearch search();

  @WithDefault("5s")
  Duration connectTimeout();

  /** The longest time that one request may take; a search counts with all its queries. */
  @WithDefault("1m")
  Duration requestTimeout();
}
