package dev.cairn.train.host;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/**
 * A machine that takes processes of a stage.
 *
 * @param launcher words of the command that runs another command on it, such as {@code ssh gpu-2};
 *     none on this machine
 * @param processes that it takes at most
 */
public record Host(List<String> launcher, int processes) {

  /**
   * Ctrl-C, the end of a terminal and service managers tell all processes to end, but only the
   * worker is to act on it: it ends its trainers with a checkpoint.
   */
  private static final List<String> UNDISTURBED =
      List.of("sh", "-c", "trap '' HUP INT TERM; exec \"$@\"", "trainer");

  private static final Pattern PLAIN = Pattern.compile("[A-Za-z0-9_@%+=:,./-]+");

  /** This machine. */
  public static Host here(int processes) {
    return new Host(List.of(), processes);
  }

  /**
   * True when a word reaches the other machine as it is, whatever launches it: ssh gives its words
   * to a shell, kubectl does not, so that quotes would be wrong for one of them.
   */
  public static boolean isPlain(String word) {
    return PLAIN.matcher(word).matches();
  }

  /**
   * A process on this host that can be started.
   *
   * @param command and environment of {@linkplain #isPlain plain} words, where there is a launcher
   */
  public ProcessBuilder process(List<String> command, Map<String, String> environment) {
    List<String> words = new ArrayList<>(UNDISTURBED);
    words.addAll(launcher);
    words.add("env");
    environment.forEach((name, value) -> words.add(name + "=" + value));
    words.addAll(command);
    return new ProcessBuilder(words);
  }
}
