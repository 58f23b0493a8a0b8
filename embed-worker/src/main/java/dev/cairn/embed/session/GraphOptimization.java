package dev.cairn.embed.session;

import ai.onnxruntime.OrtSession.SessionOptions.OptLevel;

/** How far ONNX Runtime rewrites a graph before it runs it. */
public enum GraphOptimization {
  NONE(OptLevel.NO_OPT),
  /** Constants folded, needless nodes removed. */
  BASIC(OptLevel.BASIC_OPT),
  /** Nodes fused too. */
  EXTENDED(OptLevel.EXTENDED_OPT),
  /** Memory layouts that suit the processor too. */
  ALL(OptLevel.ALL_OPT);

  private final OptLevel level;

  GraphOptimization(OptLevel level) {
    this.level = level;
  }

  OptLevel ofOnnxRuntime() {
    return level;
  }
}
