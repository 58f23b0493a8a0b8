/** Bytes that do not travel in messages: content-addressed and checked when read. */
package dev.cairn.pipeline.blob;
