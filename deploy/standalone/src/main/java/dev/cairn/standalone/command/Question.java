package dev.cairn.standalone.command;

import java.io.Console;
import java.util.Locale;
import java.util.Set;

/** Asks whoever sits at the terminal. */
final class Question {
  private static final Set<String> YES = Set.of("y", "yes");

  private Question() {}

  /**
   * Whether the answer is yes. Where standard input or output is no terminal it is no, and the
   * remedy is told.
   *
   * @param option answers yes
   */
  static boolean ask(String question, String option) {
    Console console = System.console();
    if (console == null || !console.isTerminal()) {
      System.err.printf("cairn: nobody can be asked here: %s answers yes%n", option);
      return false;
    }
    String answer = console.readLine("%s [y/N] ", question);
    return answer != null && YES.contains(answer.strip().toLowerCase(Locale.ROOT));
  }
}
