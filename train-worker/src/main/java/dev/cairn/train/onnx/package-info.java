/** Trained networks as ONNX graphs, and the proof that both give the same embeddings. */
package dev.cairn.train.onnx;
