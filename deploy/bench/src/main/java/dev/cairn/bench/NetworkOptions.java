package dev.cairn.bench;

import picocli.CommandLine.Option;

/** Which network is measured, at which size. */
final class NetworkOptions {
  @Option(
      names = "--arch",
      defaultValue = "tf_efficientnet_b3",
      description = "Architecture (default: ${DEFAULT-VALUE}).")
  String architecture;

  @Option(names = "--image-size", description = "In pixels (default: ${DEFAULT-VALUE}).")
  int imageSize;

  NetworkOptions(int imageSize) {
    this.imageSize = imageSize;
  }
}
