/** What workers share that run ONNX Runtime. */
package dev.cairn.pipeline.onnx;
