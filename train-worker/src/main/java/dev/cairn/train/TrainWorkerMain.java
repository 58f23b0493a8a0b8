package dev.cairn.train;

import dev.cairn.pipeline.config.WorkerHttp;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Starts the train-worker as an application of its own. */
@QuarkusMain(name = "train-worker")
public final class TrainWorkerMain {

  private TrainWorkerMain() {}

  public static void main(String[] args) {
    WorkerHttp.listenOnLoopback(8083);
    Quarkus.run(args);
  }
}
