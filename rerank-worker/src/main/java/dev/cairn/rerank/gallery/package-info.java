/** Nearest gallery images: the index, and the feed that keeps it equal to the gallery topic. */
package dev.cairn.rerank.gallery;
