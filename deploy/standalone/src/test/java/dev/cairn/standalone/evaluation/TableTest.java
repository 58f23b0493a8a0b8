package dev.cairn.standalone.evaluation;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import org.junit.jupiter.api.Test;

class TableTest {
  private static final List<String> COLUMNS = List.of("landmark", "#times");

  @Test
  void numbersAreSetToTheRightAndTextsToTheLeft() {
    Table table = table(9, List.of("tower", "1"), List.of("b", "1,000"));

    assertThat(table.lines())
        .containsExactly(
            "", "Title", "  landmark  times", "  tower         1", "  b         1,000");
  }

  @Test
  void itSaysHowManyRowsAreNotShown() {
    Table table = table(1, List.of("a", "1"), List.of("b", "2"), List.of("c", "3"));

    assertThat(table.lines()).hasSize(5).endsWith("  and 2 more");
    assertThat(table.panel()).contains("and 2 more").doesNotContain("<td class=\"text\">b");
  }

  @Test
  void aLongOrHostileTextStaysInItsCell() {
    Table table = table(9, List.of("a\nb\u001b[2J" + "x".repeat(100), "1"));

    assertThat(table.lines()).hasSize(4);
    assertThat(table.lines().getLast()).hasSize(2 + 44 + 2 + 5).contains("a b [2J", "…");
    assertThat(table(9, List.of("<b>&", "1")).panel())
        .contains("<td class=\"text\">&lt;b&gt;&amp;</td><td>1</td>");
  }

  @Test
  void withoutRowsThereIsNothingOnATerminalAndATitleOnAPage() {
    assertThat(table(9).lines()).isEmpty();
    assertThat(table(9).panel()).contains("<h2>Title</h2>", "none");
  }

  @SafeVarargs
  private static Table table(int shown, List<String>... rows) {
    return Table.first(shown, "Title", COLUMNS, List.of(rows), row -> row);
  }
}
