package dev.cairn.ingest.csv;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.cairn.pipeline.file.AtomicFile;
import java.io.BufferedWriter;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.file.Path;
import org.apache.commons.csv.CSVFormat;
import org.apache.commons.csv.CSVPrinter;

/** Writes csv files: UTF-8, a header, lines that end with a line feed, quotes where needed. */
public final class CsvFile {

  /** Prints the rows below the header. */
  @FunctionalInterface
  public interface Rows {
    void printTo(CSVPrinter printer) throws IOException;
  }

  private CsvFile() {}

  /**
   * Replaces the file once the last row is written; its folder is made when missing.
   *
   * @throws dev.cairn.schemas.error.CairnException with {@code STORAGE_FULL} when the disk is full
   */
  public static void write(Path file, Rows rows, String... header) throws IOException {
    CSVFormat format = CSVFormat.DEFAULT.builder().setRecordSeparator('\n').setHeader(header).get();
    AtomicFile.write(
        file,
        channel -> {
          var writer = new BufferedWriter(Channels.newWriter(channel, UTF_8));
          CSVPrinter printer = format.print(writer);
          rows.printTo(printer);
          printer.flush();
        });
  }
}
