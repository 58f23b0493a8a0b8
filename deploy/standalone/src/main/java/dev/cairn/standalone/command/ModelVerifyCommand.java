package dev.cairn.standalone.command;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.train.model.ModelVerification;
import dev.cairn.train.onnx.ExportParity;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "verify",
    mixinStandardHelpOptions = true,
    description = {
      "Checks that a bundle is whole and its graph right.",
      "",
      "Its files must have its digest, and its graph, run by ONNX Runtime, must give the"
          + " embeddings of its weights, run by libtorch.",
      ""
    })
final class ModelVerifyCommand implements Callable<Integer> {
  @Mixin StoreOption store;

  @Parameters(paramLabel = "DIGEST", description = "The start of the bundle's digest.")
  String digest;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    PrintWriter out = spec.commandLine().getOut();
    Bundle bundle = store.open(digest);
    out.printf("files        match %s%n", bundle.digest());
    if (bundle.weights().isEmpty()) {
      out.println("parity       not checked: the bundle has no weights.safetensors");
      return 0;
    }
    int threads = Runtime.getRuntime().availableProcessors();
    double parityError = ModelVerification.parityError(bundle, threads);
    out.printf("parity       %.2g, allowed %.2g%n", parityError, ExportParity.TOLERANCE);
    return 0;
  }
}
