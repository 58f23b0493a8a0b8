package org.opensearch.transport.grpc.spi;

/** Stands in for a type of the module transport-grpc, which is in no repository. */
public interface QueryBuilderProtoConverterRegistry {}
