/**
 * Checkpoint files as mapped tensors: safetensors, and PyTorch's {@code .pth} in both containers.
 * Nothing in a file is ever run, and no length in it is trusted.
 */
package dev.cairn.train.weights.file;
