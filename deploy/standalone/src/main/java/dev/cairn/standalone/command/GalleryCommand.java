package dev.cairn.standalone.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "gallery",
    mixinStandardHelpOptions = true,
    description = {
      "Embeds the gallery again for other models while the present ones serve, and switches.",
      "",
      "The rows of one ensemble are a generation of the gallery, named by the ensemble's digest;"
          + " its first digits are enough, eight at least.",
      "",
      "  cairn gallery rebuild 3f9a2c07        # beside the one that serves",
      "  cairn gallery switch b81e44d0c2aa     # to the new one",
      "  cairn gallery switch 77d0a915ee31     # back",
      "  cairn gallery drop b81e44d0c2aa       # frees its rows",
      ""
    },
    subcommands = {
      GalleryListCommand.class,
      GalleryRebuildCommand.class,
      GalleryCancelCommand.class,
      GallerySwitchCommand.class,
      GalleryDropCommand.class
    })
final class GalleryCommand implements Runnable {
  @Spec CommandSpec spec;

  @Override
  public void run() {
    throw new ParameterException(
        spec.commandLine(), "Which one: list, rebuild, cancel, switch or drop?");
  }
}
