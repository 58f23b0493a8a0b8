/** A real OpenSearch node for tests. */
package dev.cairn.opensearch;
