/** The settings of every Kafka client. */
package dev.cairn.pipeline.client;
