package org.opensearch.transport.grpc.spi;

import org.opensearch.index.query.QueryBuilder;
import org.opensearch.protobufs.QueryContainer;

/**
 * Stands in for a type of the module transport-grpc, which is in no repository: the k-NN plugin
 * implements it, and nothing calls it without gRPC.
 */
public interface QueryBuilderProtoConverter {

  QueryContainer.QueryContainerCase getHandledQueryCase();

  QueryBuilder fromProto(QueryContainer query);
}
