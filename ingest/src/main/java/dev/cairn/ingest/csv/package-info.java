/** Comma-separated files that appear whole or not at all. */
package dev.cairn.ingest.csv;
