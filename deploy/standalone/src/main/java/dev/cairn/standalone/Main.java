package dev.cairn.standalone;

import dev.cairn.standalone.command.CairnCommand;
import io.quarkus.runtime.annotations.QuarkusMain;

/** Parses the command line before Quarkus starts, so that help and client commands are quick. */
@QuarkusMain(name = "standalone")
public final class Main {
  private Main() {}

  public static void main(String... args) {
    System.exit(CairnCommand.run(args));
  }
}
