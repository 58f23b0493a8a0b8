/** Model bundles on ONNX Runtime: pixels in, embeddings out. */
package dev.cairn.embed.session;
