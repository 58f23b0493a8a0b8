/**
 * Recorded queries answered again, beside the running workers: reads the topics and writes to none.
 */
package dev.cairn.rerank.replay;
