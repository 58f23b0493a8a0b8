package dev.cairn.standalone.demo;

import dev.cairn.pipeline.folder.Photo;
import dev.cairn.schemas.avro.Candidate;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.standalone.demo.report.HtmlReport;
import dev.cairn.standalone.demo.report.QueryRow;
import dev.cairn.standalone.demo.report.QueryRow.NeighbourTile;
import dev.cairn.standalone.demo.report.QueryRow.Term;
import dev.cairn.standalone.demo.report.ReportModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code report.html}: each query beside its nearest gallery photographs and its score's terms. */
final class DemoReport {
  private static final byte[] NO_PHOTOGRAPH = {};

  private final DemoPhotos photos;
  private final Map<String, Path> galleryFiles = new HashMap<>();
  private final Map<String, Path> queryFiles = new HashMap<>();
  private final Map<String, byte[]> galleryBytes = new HashMap<>();

  private DemoReport(DemoPhotos photos) {
    this.photos = photos;
    for (Photo photo : photos.gallery().photos()) {
      galleryFiles.put(photo.imageId(), photo.file());
    }
    for (Photo photo : photos.queries().photos()) {
      queryFiles.put(photo.imageId(), photo.file());
    }
  }

  static void write(Path file, DemoPhotos photos, DemoAnswers answers, DemoFigures figures)
      throws IOException {
    DemoReport report = new DemoReport(photos);
    List<QueryRow> rows = new ArrayList<>();
    for (Prediction prediction : answers.predictions()) {
      rows.add(report.row(prediction));
    }
    HtmlReport.write(
        file,
        new ReportModel(
            "Cairn demo", figures.sentence(), figures.headlines(), answers.phases(), rows));
  }

  private QueryRow row(Prediction prediction) throws IOException {
    List<NeighbourTile> neighbours = new ArrayList<>();
    for (Neighbour neighbour : prediction.getNeighbours()) {
      neighbours.add(
          new NeighbourTile(
              neighbour.getImageId(),
              neighbour.getLandmarkId(),
              neighbour.getCosine(),
              galleryPhotograph(neighbour.getImageId())));
    }
    return new QueryRow(
        prediction.getImageId(),
        photos.truth().getOrDefault(prediction.getImageId(), Optional.empty()),
        Optional.ofNullable(prediction.getLandmarkId()),
        prediction.getConfidence(),
        prediction.getLogScore(),
        read(queryFiles.get(prediction.getImageId())),
        neighbours,
        terms(prediction));
  }

  private static List<Term> terms(Prediction prediction) {
    return prediction.getCandidates().stream()
        .filter(candidate -> candidate.getLandmarkId().equals(prediction.getLandmarkId()))
        .map(Candidate::getTerms)
        .flatMap(List::stream)
        .map(term -> new Term(term.getName(), term.getValue()))
        .toList();
  }

  private byte[] galleryPhotograph(String imageId) throws IOException {
    byte[] known = galleryBytes.get(imageId);
    if (known == null) {
      known = read(galleryFiles.get(imageId));
      galleryBytes.put(imageId, known);
    }
    return known;
  }

  private static byte[] read(Path file) throws IOException {
    return file == null ? NO_PHOTOGRAPH : Files.readAllBytes(file);
  }
}
