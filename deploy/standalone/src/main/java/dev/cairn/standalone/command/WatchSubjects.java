package dev.cairn.standalone.command;

import dev.cairn.standalone.command.WatchCommand.Subject;
import java.util.Arrays;
import java.util.Iterator;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Subjects by the names that people type. */
final class WatchSubjects implements ITypeConverter<Subject>, Iterable<String> {

  @Override
  public Iterator<String> iterator() {
    return Arrays.stream(Subject.values()).map(Subject::toString).iterator();
  }

  @Override
  public Subject convert(String name) {
    return Arrays.stream(Subject.values())
        .filter(subject -> subject.toString().equals(name))
        .findFirst()
        .orElseThrow(() ->
            new TypeConversionException(
                "'%s' is none of %s".formatted(name, String.join(", ", this))));
  }
}
