/** Model bundles: what training publishes and serving opens, named by digest. */
package dev.cairn.pipeline.bundle;
