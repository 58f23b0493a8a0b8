package dev.cairn.bench;

import picocli.CommandLine.Option;

/** Which network is measured, at which size. */
final class NetworkOptions {
  @Option(names = "--arch", description = "Architecture (default: ${DEFAULT-VALUE}).")
  String architecture;

  @Option(names = "--image-size", description = "In pixels (default: ${DEFAULT-VALUE}).")
  int imageSize;

  /** B3, the reference's network. */
  NetworkOptions(int imageSize) {
    this("tf_efficientnet_b3", imageSize);
  }

  NetworkOptions(String architecture, int imageSize) {
    this.architecture = architecture;
    this.imageSize = imageSize;
  }
}
