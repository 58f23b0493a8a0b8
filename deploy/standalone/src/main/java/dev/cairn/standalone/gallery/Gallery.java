package dev.cairn.standalone.gallery;

import dev.cairn.pipeline.bundle.NextEnsemble;
import dev.cairn.pipeline.file.Sha256;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.error.CairnException;
import dev.cairn.schemas.error.ErrorCode;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/** All generations, and what is announced of them. For one thread. */
public final class Gallery {
  private static final int LEAST_DIGITS = 8;
  private static final String NEXT = NextEnsemble.of("");

  private final Map<String, Generation> generations = new TreeMap<>();
  private final Announcements announcements = new Announcements();

  public Announcements announcements() {
    return announcements;
  }

  /**
   * The generation of an ensemble, by its whole digest; an empty one when it has no rows.
   *
   * @throws CairnException with {@code RECORD_INVALID} when it is no digest
   */
  public Generation generation(String ensembleDigest) {
    if (!Sha256.isHex(ensembleDigest)) {
      throw new CairnException(
          ErrorCode.RECORD_INVALID, "'%.64s' is no digest".formatted(ensembleDigest));
    }
    return generations.computeIfAbsent(ensembleDigest, Generation::new);
  }

  /** Those that have rows or are announced. */
  public List<Generation> known() {
    announcements.all().forEach(ensemble -> generation(ensemble.getEnsembleDigest()));
    return generations.values().stream()
        .filter(generation -> generation.images() > 0 || isAlive(generation))
        .toList();
  }

  /**
   * What a generation is to the ensembles, such as {@code serves default}; nothing for one that can
   * go.
   */
  public List<String> roles(Generation generation) {
    List<String> roles = announced(generation).map(Gallery::role).toList();
    return roles.isEmpty()
        ? madeOf(generation).map(next -> "source of the " + role(next)).toList()
        : roles;
  }

  /** Whether an ensemble serves it or makes it, so that workers keep it as the others are. */
  public boolean isAlive(Generation generation) {
    return announced(generation).findAny().isPresent();
  }

  /** The generation that an ensemble serves. */
  public Optional<Generation> serving(String ensembleName) {
    return announcements
        .serving(ensembleName)
        .map(serving -> generation(serving.getEnsembleDigest()));
  }

  private static String role(EnsemblePublished ensemble) {
    String name = ensemble.getEnsembleName();
    return isNext(ensemble)
        ? "next of " + name.substring(0, name.length() - NEXT.length())
        : "serves " + name;
  }

  private static boolean isNext(EnsemblePublished ensemble) {
    return ensemble.getEnsembleName().endsWith(NEXT);
  }

  private Stream<EnsemblePublished> announced(Generation generation) {
    return announcements.all().stream()
        .filter(ensemble -> ensemble.getEnsembleDigest().equals(generation.ensembleDigest()));
  }

  private Stream<EnsemblePublished> madeOf(Generation source) {
    return announcements.all().stream()
        .filter(Gallery::isNext)
        .filter(next -> source.ensembleDigest().equals(next.getSource()));
  }

  /** Images of its source that could not be embedded for this generation. */
  public int failed(Generation generation) {
    return announced(generation)
        .filter(ensemble -> ensemble.getSource() != null)
        .mapToInt(ensemble -> generation(ensemble.getSource()).failedFor(generation))
        .max()
        .orElse(0);
  }

  /** What has its digest, as its rows or its announcement tell; empty when neither does. */
  public Optional<Composition> composition(Generation generation) {
    return Stream.concat(
            Stream.of(Composition.of(generation)), announced(generation).map(Composition::of))
        .filter(composition -> composition.digest().equals(generation.ensembleDigest()))
        .findFirst();
  }

  /**
   * The generation whose digest starts so.
   *
   * @throws CairnException with {@code GENERATION_NOT_FOUND} when there is none or more than one
   */
  public Generation complete(String start) {
    if (start.length() < LEAST_DIGITS) {
      throw notFound("'%s' is too short: give at least %d digits".formatted(start, LEAST_DIGITS));
    }
    List<Generation> found =
        known().stream().filter(g -> g.ensembleDigest().startsWith(start)).toList();
    if (found.size() != 1) {
      throw notFound(
          "%d generations have a digest that starts with '%.64s'".formatted(found.size(), start));
    }
    return found.getFirst();
  }

  private static CairnException notFound(String what) {
    return new CairnException(
        ErrorCode.GENERATION_NOT_FOUND, what + ". `cairn gallery list` shows all.");
  }
}
