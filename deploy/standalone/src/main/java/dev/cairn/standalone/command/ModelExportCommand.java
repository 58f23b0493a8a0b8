package dev.cairn.standalone.command;

import dev.cairn.train.model.ModelExport;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

@Command(
    name = "export",
    mixinStandardHelpOptions = true,
    description = {
      "Writes a bundle's model for other programs.",
      "",
      "onnx takes uint8 RGB pixels [batch, size, size, 3] and gives L2-normalised embeddings"
          + " [batch, 512]. safetensors has the weights and the head under the names of the"
          + " original solution's checkpoints, and `cairn model import` reads it back.",
      "",
      "  cairn model export 3f9a2c --format safetensors --out b3.safetensors",
      ""
    })
final class ModelExportCommand implements Callable<Integer> {
  @Mixin StoreOption store;

  @Parameters(paramLabel = "DIGEST", description = "The start of the bundle's digest.")
  String digest;

  @Option(
      names = "--format",
      required = true,
      paramLabel = "FORMAT",
      description = "One of ${COMPLETION-CANDIDATES}.")
  ModelExport format;

  @Option(names = "--out", required = true, paramLabel = "FILE", description = "Where to write.")
  Path out;

  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException {
    format.write(store.open(digest), out);
    spec.commandLine().getOut().printf("%d bytes: %s%n", Files.size(out), out);
    return 0;
  }
}
