package dev.cairn.standalone.command;

import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

@Command(
    name = "gallery",
    mixinStandardHelpOptions = true,
    description = {
      "Adds and removes photographs, checks the gallery, and embeds it again for other models.",
      "",
      "The rows of one ensemble are a generation of the gallery, named by the ensemble's digest;"
          + " its first digits are enough, eight at least.",
      "",
      "  cairn gallery add red-bridge photos/   # photographs of one landmark",
      "  cairn gallery remove IMG_2041 IMG_2042",
      "  cairn gallery verify",
      "  cairn gallery rebuild 3f9a2c07        # beside the one that serves",
      "  cairn gallery switch b81e44d0c2aa     # to the new one",
      "  cairn gallery switch 77d0a915ee31     # back",
      "  cairn gallery drop b81e44d0c2aa       # frees its rows",
      ""
    },
    subcommands = {
      GalleryListCommand.class,
      GalleryStatsCommand.class,
      GalleryVerifyCommand.class,
      GalleryAddCommand.class,
      GalleryRemoveCommand.class,
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
        spec.commandLine(),
        "Which one: list, stats, verify, add, remove, rebuild, cancel, switch or drop?");
  }
}
