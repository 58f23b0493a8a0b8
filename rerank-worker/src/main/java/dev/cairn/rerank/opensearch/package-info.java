/** The gallery on an OpenSearch cluster that several workers share, instead of an index in each. */
package dev.cairn.rerank.opensearch;
