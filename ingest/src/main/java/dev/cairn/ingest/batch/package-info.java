/** Publishes photographs as a batch that is opened, filled and closed. */
package dev.cairn.ingest.batch;
