package dev.cairn.standalone.command;

import java.io.Console;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;

/** Asks whoever sits at the terminal. */
final class Question {
  private static final Set<String> YES = Set.of("y", "yes");

  private Question() {}

  /** Whether the answer is yes; empty where standard input or output is no terminal. */
  static Optional<Boolean> ask(String question) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      return Optional.empty();
    }
    String answer = console.readLine("%s [y/N] ", question);
    return Optional.of(answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT)));
  }
}
