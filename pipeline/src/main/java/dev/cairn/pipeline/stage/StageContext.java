package dev.cairn.pipeline.stage;

/** What the threads of one loop share. */
record StageContext(
    StageConfig config,
    Signals signals,
    Ownership ownership,
    InFlight inFlight,
    RetryRule retry,
    StageMetrics metrics) {}
