package dev.cairn.standalone.command;

import dev.cairn.pipeline.bundle.Bundle;
import dev.cairn.pipeline.bundle.FolderBundleStore;
import dev.cairn.standalone.up.WorkFolder;
import java.io.IOException;
import java.nio.file.Path;
import picocli.CommandLine.Option;

/** The option by which a command finds the bundles. */
final class StoreOption {
  @Option(
      names = "--work",
      paramLabel = "DIR",
      defaultValue = "${env:CAIRN_WORK:-work}",
      description = "Work folder (default: ${DEFAULT-VALUE}).")
  Path work;

  FolderBundleStore store() {
    return new FolderBundleStore(new WorkFolder(work).store());
  }

  /**
   * The bundle whose files have been checked against its digest.
   *
   * @param start of its digest
   */
  Bundle open(String start) throws IOException {
    FolderBundleStore store = store();
    return store.open(store.complete(start));
  }
}
