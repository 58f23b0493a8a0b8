/** A Kafka broker inside this process, for one machine and for tests. */
package dev.cairn.pipeline.broker;
