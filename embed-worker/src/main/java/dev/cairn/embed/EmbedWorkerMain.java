package dev.cairn.embed;

import dev.cairn.pipeline.config.WorkerHttp;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the embed-worker as an application of its own. */
@QuarkusMain(name = "embed-worker")
public final class EmbedWorkerMain {

  private EmbedWorkerMain() {}

  public static void main(String[] args) {
    WorkerHttp.listenOnLoopback(8081);
    Quarkus.run(args);
  }
}
