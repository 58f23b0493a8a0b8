/** How good predictions are. */
package dev.cairn.pipeline.metric;
