package dev.cairn.train.ranks;

/** What a failure of libtorch says, without its native stack trace. */
final class NativeMessage {

  private NativeMessage() {}

  static String of(RuntimeException failure) {
    return String.valueOf(failure.getMessage()).lines().findFirst().orElse("");
  }
}
