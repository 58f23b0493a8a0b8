package dev.cairn.standalone.client;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.List;
import org.jline.terminal.Size;
import org.jline.terminal.impl.LineDisciplineTerminal;
import org.jline.utils.AttributedString;
import org.junit.jupiter.api.Test;

class LiveScreenTest {

  @Test
  void linesAreShownInPlaceOfThoseBefore() throws IOException {
    ByteArrayOutputStream written = new ByteArrayOutputStream();
    LineDisciplineTerminal terminal = new LineDisciplineTerminal("test", "xterm", written, UTF_8);
    terminal.setSize(new Size(80, 24));
    try (LiveScreen screen = new LiveScreen(terminal)) {
      assertThat(screen.width()).isEqualTo(80);
      assertThat(screen.height()).isEqualTo(23);
      screen.show(List.of(new AttributedString("stage"), new AttributedString("step 1")));
      screen.show(List.of(new AttributedString("stage"), new AttributedString("step 7")));
      terminal.setSize(new Size(70, 24));
      screen.show(List.of(new AttributedString("stage")));
    }
    String up = "\u001b[A";
    String clearLine = "\u001b[K";
    String clearBelow = "\u001b[J";
    String clearScreen = "\u001b[H\u001b[2J";
    assertThat(written.toString(UTF_8).replaceAll("\\R", "|"))
        .isEqualTo(
            "stage"
                + clearLine
                + "|step 1"
                + clearLine
                + "|"
                + clearBelow
                + up
                + up
                + "stage"
                + clearLine
                + "|step 7"
                + clearLine
                + "|"
                + clearBelow
                + clearScreen
                + "stage"
                + clearLine
                + "|"
                + clearBelow);
  }

  @Test
  void aPipeIsNoScreen() throws IOException {
    assertThat(LiveScreen.open()).isEmpty();
  }
}
