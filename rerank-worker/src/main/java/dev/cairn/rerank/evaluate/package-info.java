/** Predictions against the truth: accuracy, GAP, confusions. Pure, without Kafka. */
package dev.cairn.rerank.evaluate;
