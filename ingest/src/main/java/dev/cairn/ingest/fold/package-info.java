/** The folds of a csv of photographs. */
package dev.cairn.ingest.fold;
