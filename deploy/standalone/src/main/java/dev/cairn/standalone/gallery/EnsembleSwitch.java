package dev.cairn.standalone.gallery;

import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import dev.cairn.standalone.client.Installation;
import dev.cairn.standalone.client.ModelClient;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Lets an ensemble serve another generation, forward or back.
 *
 * @param gallery read to its end
 */
public record EnsembleSwitch(Installation installation, Gallery gallery, String ensembleName) {

  /**
   * Announces it, and withdraws it as the next one in the same transaction. Nothing is sent when it
   * serves already.
   *
   * @param force also when it lacks photographs
   * @return what to tell
   * @throws CairnException with {@code GENERATION_INCOMPLETE} when it lacks photographs of the one
   *     that serves
   */
  public List<String> to(Generation target, boolean force) throws InterruptedException {
    Optional<Generation> former = gallery.serving(ensembleName);
    if (former.equals(Optional.of(target))) {
      return List.of(
          "Ensemble %s serves generation %s already."
              .formatted(ensembleName, target.ensembleDigest()));
    }
    if (!force) {
      former.ifPresent(f -> checkComplete(target, f));
    }
    announce(
        composition(target)
            .announcement(ensembleName, former.map(Generation::ensembleDigest).orElse(null)));
    List<String> told = new ArrayList<>();
    told.add(
        "Ensemble %s switches to generation %s, which has %d photographs of %d landmarks."
            .formatted(
                ensembleName,
                target.ensembleDigest(),
                target.images() - target.nonLandmarks(),
                target.landmarks()));
    former.map(f -> Digests.brief(f.ensembleDigest())).ifPresent(f -> told.add(waysOn(f)));
    return told;
  }

  private String waysOn(String former) {
    return "Back to what served before: %s. Its rows are kept until `cairn gallery drop %s`."
        .formatted(GalleryHint.of("switch " + former, ensembleName), former);
  }

  private void announce(EnsemblePublished ensemble) throws InterruptedException {
    boolean isNext =
        gallery
            .announcements()
            .next(ensembleName)
            .filter(next -> next.getEnsembleDigest().equals(ensemble.getEnsembleDigest()))
            .isPresent();
    if (isNext) {
      ModelClient.switchToNext(installation, ensemble);
    } else {
      ModelClient.announce(installation, ensemble);
    }
  }

  private Composition composition(Generation target) {
    return gallery
        .composition(target)
        .orElseThrow(() ->
            new CairnException(
                ErrorCode.GENERATION_NOT_FOUND,
                "The rows of generation %1$s do not name the models that it is of. Remove them with `cairn gallery drop %1$s`"
                    .formatted(Digests.brief(target.ensembleDigest()))));
  }

  private void checkComplete(Generation target, Generation former) {
    int lacked = former.lackedBy(target);
    if (lacked > 0) {
      String digest = Digests.brief(target.ensembleDigest());
      String rebuild = "rebuild " + gallery.composition(target).map(Composition::words).orElse("");
      throw new CairnException(
          ErrorCode.GENERATION_INCOMPLETE,
          "Generation %s has %d photographs and lacks %d of the %d that serve. %s makes them first; after %s they follow."
              .formatted(
                  digest,
                  target.images(),
                  lacked,
                  former.images(),
                  GalleryHint.of(rebuild, ensembleName),
                  GalleryHint.of("switch " + digest + " --force", ensembleName)));
    }
  }
}
