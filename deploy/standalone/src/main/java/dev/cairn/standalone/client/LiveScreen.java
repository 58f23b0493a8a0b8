package dev.cairn.standalone.client;

import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.jline.terminal.Terminal;
import org.jline.terminal.TerminalBuilder;
import org.jline.terminal.TerminalBuilder.SystemOutput;
import org.jline.utils.AttributedString;
import org.jline.utils.InfoCmp.Capability;

/** The terminal that standard output is. For one thread. */
public final class LiveScreen implements AutoCloseable {
  private final Terminal terminal;
  private int shownWidth;
  private int shownLines;

  LiveScreen(Terminal terminal) {
    this.terminal = terminal;
  }

  /** Empty when standard output or input is none, such as a pipe. */
  public static Optional<LiveScreen> open() throws IOException {
    Terminal terminal =
        TerminalBuilder.builder().system(true).systemOutput(SystemOutput.SysOut).dumb(true).build();
    if (terminal.getType().startsWith(Terminal.TYPE_DUMB)) {
      terminal.close();
      return Optional.empty();
    }
    return Optional.of(new LiveScreen(terminal));
  }

  /** Characters of a line. */
  public int width() {
    return terminal.getWidth();
  }

  /** Lines that can be shown in place. */
  public int height() {
    return terminal.getHeight() - 1;
  }

  /** Writes lines below what is there. */
  public void print(List<AttributedString> lines) {
    lines.forEach(line -> line.println(terminal));
    terminal.flush();
  }

  /** Shows lines in place of those that were shown last. */
  public void show(List<AttributedString> lines) {
    if (width() == shownWidth) {
      IntStream.range(0, shownLines).forEach(_ -> terminal.puts(Capability.cursor_up));
    } else if (shownWidth > 0) {
      terminal.puts(Capability.clear_screen); // where the lines have come to lie is not known
    }
    for (AttributedString line : lines) {
      line.print(terminal);
      terminal.puts(Capability.clr_eol);
      terminal.writer().println();
    }
    terminal.puts(Capability.clr_eos);
    terminal.flush();
    shownWidth = width();
    shownLines = lines.size();
  }

  @Override
  public void close() throws IOException {
    terminal.close();
  }
}
