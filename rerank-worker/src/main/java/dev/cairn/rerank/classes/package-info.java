/** The classifier's cosines, from the embeddings and the heads of the ensemble's bundles. */
package dev.cairn.rerank.classes;
