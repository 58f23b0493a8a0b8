/** Weights from elsewhere: bundles and checkpoint files as tensors by the network's own names. */
package dev.cairn.train.weights;
