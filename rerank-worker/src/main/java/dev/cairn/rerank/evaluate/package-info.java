/**
 * Predictions against the truth: accuracy, GAP, mAP@100, coverage and precision, confusions. Pure,
 * without Kafka.
 */
package dev.cairn.rerank.evaluate;
