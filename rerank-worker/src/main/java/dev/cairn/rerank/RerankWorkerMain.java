package dev.cairn.rerank;

import dev.cairn.pipeline.config.WorkerHttp;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the rerank-worker as an application of its own. */
@QuarkusMain(name = "rerank-worker")
public final class RerankWorkerMain {

  private RerankWorkerMain() {}

  public static void main(String[] args) {
    WorkerHttp.listenOnLoopback(8082);
    Quarkus.run(args);
  }
}
