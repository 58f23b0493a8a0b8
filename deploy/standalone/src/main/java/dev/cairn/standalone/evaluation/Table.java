package dev.cairn.standalone.evaluation;

import static dev.cairn.standalone.html.Html.escape;

import dev.cairn.standalone.training.Words;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/**
 * A table for people; its cells may have come from messages.
 *
 * @param columns their heads; those of numbers begin with {@link #NUMBER}
 * @param rows the first ones, a cell for each column
 * @param more rows that are not shown
 */
public record Table(String title, List<String> columns, List<List<String>> rows, int more) {
  /** Begins the head of a column whose cells are set to the right. */
  public static final String NUMBER = "#";

  private static final int WIDEST = 44;
  private static final String GAP = "  ";

  /** A table with a row for each of the first items. */
  public static <T> Table first(
      int shown, String title, List<String> columns, List<T> items, Function<T, List<String>> row) {
    return new Table(
        title,
        columns,
        items.stream().limit(shown).map(row).toList(),
        Math.max(0, items.size() - shown));
  }

  private boolean isNumber(int column) {
    return columns.get(column).startsWith(NUMBER);
  }

  private List<String> heads() {
    return IntStream.range(0, columns.size())
        .mapToObj(i -> columns.get(i).substring(isNumber(i) ? NUMBER.length() : 0))
        .toList();
  }

  private String moreRows() {
    return more == 0 ? "" : "and %,d more".formatted(more);
  }

  /** Its lines on a terminal, the title first; none when it has no rows. */
  public List<String> lines() {
    if (rows.isEmpty()) {
      return List.of();
    }
    List<List<String>> cells =
        Stream.concat(Stream.of(heads()), rows.stream())
            .map(row -> row.stream().map(Table::cut).toList())
            .toList();
    int[] widths =
        IntStream.range(0, columns.size())
            .map(i -> cells.stream().mapToInt(row -> row.get(i).length()).max().orElse(0))
            .toArray();
    return Stream.of(
            Stream.of("", title),
            cells.stream().map(row -> line(row, widths)),
            Stream.of(moreRows()).filter(text -> !text.isEmpty()).map(text -> GAP + text))
        .flatMap(part -> part)
        .toList();
  }

  private static String cut(String cell) {
    return Words.shortened(Words.line(cell), WIDEST);
  }

  private String line(List<String> row, int[] widths) {
    return IntStream.range(0, widths.length)
        .mapToObj(i -> ("%" + (isNumber(i) ? "" : "-") + widths[i] + "s").formatted(row.get(i)))
        .collect(Collectors.joining(GAP, GAP, ""))
        .stripTrailing();
  }

  /** As a panel of a page. */
  String panel() {
    if (rows.isEmpty()) {
      return "<section class=\"panel\"><h2>%s</h2><p class=\"none\">none</p></section>"
          .formatted(escape(title));
    }
    return """
    <section class="panel wide"><h2>%s</h2>
    <table><thead>%s</thead><tbody>
    %s
    </tbody></table><p class="none">%s</p></section>\
    """
        .formatted(
            escape(title),
            row(heads(), "th"),
            rows.stream().map(row -> row(row, "td")).collect(Collectors.joining("\n")),
            moreRows());
  }

  private String row(List<String> cells, String tag) {
    return IntStream.range(0, cells.size())
        .mapToObj(i ->
            "<%1$s%2$s>%3$s</%1$s>"
                .formatted(tag, isNumber(i) ? "" : " class=\"text\"", escape(cells.get(i))))
        .collect(Collectors.joining("", "<tr>", "</tr>"));
  }
}
