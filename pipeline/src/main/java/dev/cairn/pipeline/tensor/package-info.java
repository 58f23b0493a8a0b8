/** Named tensors in safetensors files, memory-mapped. */
package dev.cairn.pipeline.tensor;
