/** Measures the search of the gallery and the class scores. */
package dev.cairn.bench.rerank;
