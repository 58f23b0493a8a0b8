/** Avro single-object encoding with every released schema at hand. */
package dev.cairn.schemas.codec;
