package dev.cairn.standalone.command;

import dev.cairn.standalone.client.ConnectionOptions;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.gallery.Rebuild;
import java.io.IOException;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Spec;

@Command(
    name = "cancel",
    mixinStandardHelpOptions = true,
    description = {
      "Ends the making of the next generation.",
      "",
      "The rows that it has are kept: `cairn gallery rebuild` goes on with it, `cairn gallery drop`"
          + " removes them.",
      ""
    })
final class GalleryCancelCommand implements Callable<Integer> {
  @Mixin ConnectionOptions connection;
  @Mixin EnsembleOption ensemble;
  @Spec CommandSpec spec;

  @Override
  public Integer call() throws IOException, InterruptedException {
    Installation cairn = connection.connect();
    spec.commandLine().getOut().println(Rebuild.cancel(cairn, ensemble.name));
    return 0;
  }
}
