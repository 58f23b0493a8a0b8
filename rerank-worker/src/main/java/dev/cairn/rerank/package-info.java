/** The worker that turns embeddings into predictions, as an application. */
package dev.cairn.rerank;
