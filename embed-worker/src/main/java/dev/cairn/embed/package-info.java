/** The embed-worker: photographs in, embeddings out. */
package dev.cairn.embed;
