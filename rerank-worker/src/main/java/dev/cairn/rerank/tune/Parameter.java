package dev.cairn.rerank.tune;

import java.util.List;
import java.util.TreeSet;
import java.util.stream.DoubleStream;
import java.util.stream.Stream;

/**
 * A number that a strategy takes.
 *
 * @param name as strategy files have it
 * @param usual its default, one of the values
 * @param values that are tried, ascending
 */
public record Parameter(String name, double usual, List<Double> values) {

  static Parameter of(String name, double usual, double... values) {
    return new Parameter(
        name,
        usual,
        List.copyOf(
            new TreeSet<>(
                DoubleStream.concat(DoubleStream.of(usual), DoubleStream.of(values))
                    .boxed()
                    .toList())));
  }

  int usualStep() {
    return values.indexOf(usual);
  }

  int lastStep() {
    return values.size() - 1;
  }

  /** Places of a few values: the ends, the middle and the default. */
  List<Integer> coarse() {
    return Stream.of(0, usualStep(), lastStep() / 2, lastStep()).distinct().sorted().toList();
  }

  /** The value at a place, as a strategy file has it: 5, not 5.0. */
  String text(int step) {
    double value = values.get(step);
    return value == Math.rint(value) ? Long.toString((long) value) : Double.toString(value);
  }
}
