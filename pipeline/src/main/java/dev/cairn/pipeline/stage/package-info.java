/**
 * How every stage runs on Kafka: start with {@link dev.cairn.pipeline.stage.StageLoop}; a stage
 * itself is a {@link dev.cairn.pipeline.stage.StageFunction}.
 */
package dev.cairn.pipeline.stage;
