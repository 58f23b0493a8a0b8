package dev.cairn.standalone.gallery;

import dev.cairn.pipeline.bundle.NextEnsemble;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.ModelClient;
import dev.cairn.standalone.client.Progress;
import java.util.List;
import java.util.Optional;

/**
 * The making of the next generation out of the one that serves. The workers do it; what is here
 * asks for it and watches.
 *
 * @param next as it is announced
 * @param replaced what was announced as next before and is now left unfinished
 */
public record Rebuild(EnsemblePublished next, Optional<EnsemblePublished> replaced) {
  /**
   * Asks for it; once is enough, so nothing is sent where it is announced already.
   *
   * @throws CairnException with {@code MODEL_NOT_FOUND} when nothing serves, with {@code
   *     GENERATION_IN_USE} when these bundles do
   */
  public static Rebuild announce(Installation installation, String ensembleName, Composition wanted)
      throws InterruptedException {
    Announcements announced = Announcements.read(installation);
    String source =
        announced
            .serving(ensembleName)
            .orElseThrow(() -> nothingServes(ensembleName))
            .getEnsembleDigest();
    String digest = wanted.digest();
    if (digest.equals(source)) {
      throw new CairnException(
          ErrorCode.GENERATION_IN_USE,
          "Ensemble %s serves these bundles already, as generation %s: name others"
              .formatted(ensembleName, Digests.brief(digest)));
    }
    EnsemblePublished next = wanted.announcement(NextEnsemble.of(ensembleName), source);
    Optional<EnsemblePublished> former = announced.next(ensembleName);
    if (!former.equals(Optional.of(next))) {
      ModelClient.announce(installation, next);
    }
    return new Rebuild(next, former.filter(f -> !f.getEnsembleDigest().equals(digest)));
  }

  /**
   * Waits, with a bar, until every photograph of the source has a row in the new generation or
   * could not be embedded. New photographs of the source are waited for as well.
   *
   * @param scan has read all
   * @throws CairnException with {@code GENERATION_INCOMPLETE} when the ensemble is no longer
   *     announced
   */
  public void await(GalleryScan scan) {
    Generation source = scan.gallery().generation(next.getSource());
    Generation target = scan.gallery().generation(next.getEnsembleDigest());
    Awaited awaited = new Awaited(source, target);
    try (Progress progress = Progress.start("embedding again", source.images())) {
      Silence silence = new Silence();
      while (awaited.size() > 0) {
        checkAnnounced(scan.gallery().announcements());
        scan.poll(awaited::update);
        progress.note(silence.note(awaited.size()));
        progress.total(source.images());
        progress.at(source.images() - awaited.size());
      }
    }
  }

  /**
   * What became of it, in lines.
   *
   * @param gallery read to its end
   */
  public List<String> outcome(Gallery gallery) {
    Generation source = gallery.generation(next.getSource());
    Generation target = gallery.generation(next.getEnsembleDigest());
    int failed = source.failedFor(target);
    String made =
        "Generation %s has %d photographs, %d of the %d that serve."
            .formatted(
                target.ensembleDigest(),
                target.images(),
                source.images() - source.lackedBy(target),
                source.images());
    return failed == 0
        ? List.of(made)
        : List.of(
            made,
            "%d could not be embedded; `cairn watch dead-letters --from-beginning` tells why."
                .formatted(failed));
  }

  /**
   * Ends the making of the next generation, whichever it is.
   *
   * @return what to tell
   */
  public static String cancel(Installation installation, String ensembleName)
      throws InterruptedException {
    Optional<EnsemblePublished> next = Announcements.read(installation).next(ensembleName);
    if (next.isEmpty()) {
      return "No generation of %s is being made.".formatted(ensembleName);
    }
    ModelClient.withdraw(installation, next.get().getEnsembleName());
    return "Generation %1$s is no longer made. `cairn gallery drop %1$s` removes the rows that it has."
        .formatted(Digests.brief(next.get().getEnsembleDigest()));
  }

  private void checkAnnounced(Announcements announced) {
    boolean isMade =
        announced.all().stream()
            .map(EnsemblePublished::getEnsembleDigest)
            .anyMatch(next.getEnsembleDigest()::equals);
    if (!isMade) {
      throw new CairnException(
          ErrorCode.GENERATION_INCOMPLETE,
          "Generation %s is no longer being made: it was withdrawn, or another was asked for. Run this again to go on."
              .formatted(Digests.brief(next.getEnsembleDigest())));
    }
  }

  private static CairnException nothingServes(String ensembleName) {
    return new CairnException(
        ErrorCode.MODEL_NOT_FOUND,
        "Ensemble %s serves nothing yet, so there is no gallery to embed again. Promote a model first: `cairn model import ... --promote %s` or `cairn train submit ... --promote %s`."
            .formatted(ensembleName, ensembleName, ensembleName));
  }
}
