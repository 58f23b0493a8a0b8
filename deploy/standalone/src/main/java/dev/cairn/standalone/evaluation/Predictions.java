package dev.cairn.standalone.evaluation;

import static java.util.stream.Collectors.counting;
import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.toMap;

import dev.cairn.rerank.evaluate.Answer;
import dev.cairn.rerank.evaluate.EvaluationFiles;
import dev.cairn.schemas.avro.Neighbour;
import dev.cairn.schemas.avro.Prediction;
import dev.cairn.standalone.client.AnsweredBatch;
import dev.cairn.standalone.client.Installation;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Predictions to evaluate, with what is known beside them.
 *
 * @param origin where they come from, for people
 * @param reasons by image id, why no landmark was predicted
 * @param neighbours by image id, nearest first; those of a file are not known
 * @param gallery that they were searched in, as it is now; that of a file is not known
 * @param notes what a reader of the figures must know about it
 */
public record Predictions(
    String origin,
    List<Answer> answers,
    Map<String, String> reasons,
    Map<String, List<Neighbour>> neighbours,
    Optional<GalleryCensus> gallery,
    List<String> notes) {
  private static final String LEFT_OUT =
      "A file tells no neighbours: mAP@100, the nearest photographs, the reasons of abstentions and"
          + " the look for queries that are in the gallery need --batch.";

  /**
   * @throws dev.cairn.rerank.evaluate.CsvException when the file is not as it should be
   */
  public static Predictions ofFile(Path file) throws IOException {
    return new Predictions(
        file.toString(),
        EvaluationFiles.readPredictions(file),
        Map.of(),
        Map.of(),
        Optional.empty(),
        List.of(LEFT_OUT));
  }

  /** Those of a batch; reads the gallery that most of them were searched in. */
  public static Predictions ofBatch(AnsweredBatch batch, Installation cairn) {
    Map<String, String> reasons = new HashMap<>();
    batch.failures().forEach(failed -> reasons.put(failed.imageId(), failed.code()));
    batch.predictions().stream()
        .filter(each -> each.getLandmarkId() == null)
        .forEach(each -> reasons.put(each.getImageId(), each.getAbstention().name()));
    Map<String, Long> ensembles =
        batch.predictions().stream().collect(groupingBy(Prediction::getEnsembleDigest, counting()));
    Optional<GalleryCensus> gallery =
        ensembles.entrySet().stream()
            .max(Map.Entry.comparingByValue())
            .map(most -> GalleryCensus.read(cairn, most.getKey()));
    return new Predictions(
        "batch " + batch.id(),
        batch.predictions().stream().map(Answer::of).toList(),
        reasons,
        batch.predictions().stream()
            .collect(toMap(Prediction::getImageId, Prediction::getNeighbours)),
        gallery,
        notes(batch, ensembles.size(), gallery));
  }

  private static List<String> notes(
      AnsweredBatch batch, int ensembles, Optional<GalleryCensus> gallery) {
    List<String> notes = new ArrayList<>();
    int open = (int) batch.images() - batch.predictions().size() - batch.failures().size();
    if (open > 0) {
      notes.add("%,d of %,d images are not answered yet.".formatted(open, batch.images()));
    }
    if (ensembles > 1) {
      notes.add(
          "%d ensembles answered; mAP@100 counts the gallery images of the one that answered most."
              .formatted(ensembles));
    }
    int now = gallery.map(GalleryCensus::images).orElse(0);
    long searched =
        batch.predictions().stream().filter(each -> each.getGalleryImages() != now).count();
    if (searched > 0) {
      notes.add(
          "The gallery has %,d images now; %,d predictions were searched in more or fewer."
              .formatted(now, searched));
    }
    return notes;
  }
}
