package dev.cairn.embed.session;

import ai.djl.engine.Engine;
import dev.cairn.pipeline.onnx.OnnxRuntimeStart;

/** DJL's engine of that name. */
final class OnnxEngine {
  static final String NAME = "OnnxRuntime";

  private OnnxEngine() {}

  /** Returns when the engine is there. */
  static void await() {
    OnnxRuntimeStart.await(() -> Engine.getEngine(NAME));
  }
}
