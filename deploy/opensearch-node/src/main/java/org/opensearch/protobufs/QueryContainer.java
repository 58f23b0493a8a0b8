package org.opensearch.protobufs;

/** Stands in for a message of OpenSearch's gRPC interface. */
public final class QueryContainer {

  private QueryContainer() {}

  /** The one kind of query that the k-NN plugin names. */
  public enum QueryContainerCase {
    KNN
  }
}
