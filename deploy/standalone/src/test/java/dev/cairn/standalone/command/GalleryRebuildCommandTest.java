package dev.cairn.standalone.command;

import static dev.cairn.standalone.gallery.Digests.brief;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.cairn.pipeline.bundle.EnsembleDigest;
import dev.cairn.pipeline.bundle.VectorGroups;
import dev.cairn.schemas.avro.EnsemblePublished;
import dev.cairn.schemas.topic.Topic;
import java.util.Collections;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.RegisterExtension;

/** Making the next generation of a gallery. */
@Timeout(60)
class GalleryRebuildCommandTest {
  @RegisterExtension static final GalleryScenario GALLERY = new GalleryScenario();

  private List<String> old;
  private List<String> young;
  private GalleryTopics topics;

  @BeforeEach
  void take() {
    old = GALLERY.old();
    young = GALLERY.young();
    topics = GALLERY.topics();
  }

  @Test
  void aRebuildEndsWhenEveryPhotographIsThereOrHasFailed() throws InterruptedException {
    topics.fail(old, "tower-2"); // which has a row all the same
    Thread workers =
        Thread.ofPlatform()
            .start(() -> {
              awaitNext();
              topics.row(young, "tower-1");
              topics.row(young, "tower-2");
              topics.fail(old, "bridge-1");
            });
    Ran ran = GALLERY.rebuild();
    workers.join();
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out().lines())
        .containsExactly(
            "Generation %s of default is made, while %s serves."
                .formatted(brief(digest(young)), brief(digest(old))),
            "Generation %s has 2 photographs, 2 of the 3 that serve.".formatted(digest(young)),
            "1 could not be embedded; `cairn watch dead-letters --from-beginning` tells why.",
            "Next: `cairn gallery switch %s`".formatted(brief(digest(young))));
    assertThat(topics.gallery("list").out().lines().map(String::strip))
        .anySatisfy(line ->
            assertThat(line)
                .startsWith(
                    brief(digest(young))
                        + "  next of default       2          1             0       1"));
  }

  @Test
  void askedForAgainARebuildOnlyWatches() throws InterruptedException {
    Ran first = GALLERY.rebuild("--no-wait");
    assertThat(first.out()).contains("without --no-wait");
    assertThat(GALLERY.rebuild("--no-wait").exitCode()).isZero();
    assertThat(topics.announced()).hasSize(2).endsWith(GALLERY.next());

    Stream.of("tower-1", "tower-2", "bridge-1").forEach(image -> topics.row(young, image));
    Ran ran = GALLERY.rebuild("--switch");
    assertThat(ran.exitCode()).as(ran.err()).isZero();
    assertThat(ran.out())
        .contains("has 3 photographs, 3 of the 3 that serve.", "Ensemble default switches to");
    assertThat(topics.announced(4))
        .endsWith(
            new EnsemblePublished("default", digest(young), young, digest(old), List.of()),
            "default/next");
  }

  @Test
  void modelsOfAFamilyAreAveragedWhenAskedFor() {
    Ran ran = GALLERY.rebuild("--no-wait", "--average-families");

    assertThat(ran.exitCode()).as(ran.err()).isZero();
    List<Integer> groups = Collections.nCopies(young.size(), 0);
    String averaged = EnsembleDigest.of(young, new VectorGroups(groups));
    assertThat(topics.announced())
        .endsWith(new EnsemblePublished("default/next", averaged, young, digest(old), groups));
    assertThat(topics.gallery("list").out())
        .containsPattern(brief(averaged) + ".*averaged by family");
  }

  @Test
  void aPhotographThatIsRemovedIsNotWaitedFor() throws InterruptedException {
    GALLERY.rebuild("--no-wait");
    topics.row(young, "tower-1");
    topics.row(young, "tower-2");
    topics.remove(old, "bridge-1");
    assertThat(GALLERY.rebuild().out()).contains("has 2 photographs, 2 of the 2 that serve.");
  }

  @Test
  void aRebuildIsNotSwitchedToWithoutThePhotographsThatFailed() {
    topics.row(young, "tower-1");
    topics.row(young, "tower-2");
    topics.fail(old, "bridge-1");
    Ran ran = GALLERY.rebuild("--switch");
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("lacks 1 of the 3", "--force", "GENERATION_INCOMPLETE");
    assertThat(topics.announced()).endsWith(GALLERY.next());
  }

  @Test
  void aRebuildThatIsWithdrawnIsNoLongerWatched() throws InterruptedException {
    Thread someone =
        Thread.ofPlatform()
            .start(() -> {
              awaitNext();
              topics.send(Topic.MODELS, "default/next".getBytes(UTF_8), null);
            });
    Ran ran = GALLERY.rebuild();
    someone.join();
    assertThat(ran.exitCode()).isEqualTo(1);
    assertThat(ran.err()).contains("no longer being made", "GENERATION_INCOMPLETE");
  }

  @Test
  void whatServesOrIsUnknownIsNotRebuilt() throws InterruptedException {
    Ran same = topics.gallery("rebuild", old.getFirst());
    assertThat(same.exitCode()).isEqualTo(1);
    assertThat(same.err()).contains("serves these bundles already", "GENERATION_IN_USE");
    assertThat(topics.gallery("rebuild", "0123456789").err()).contains("MODEL_NOT_FOUND");
    assertThat(topics.announced()).hasSize(1);
    Ran none = topics.gallery("rebuild", "--ensemble", "museum", young.getFirst());
    assertThat(none.err()).contains("museum serves nothing yet", "--promote museum");
  }

  @Test
  void anotherNextEnsembleTakesThePlaceOfTheFirst() {
    GALLERY.rebuild("--no-wait");
    Ran ran = topics.gallery("rebuild", young.getLast(), "--no-wait");
    assertThat(ran.out()).contains("takes the place of " + brief(digest(young)));
    assertThat(topics.gallery("list").out())
        .contains(brief(digest(young.subList(1, 2))), "next of");
  }

  @Test
  void switchingNeedsToWait() {
    assertThat(GALLERY.rebuild("--switch", "--no-wait").exitCode()).isEqualTo(2);
  }

  private void awaitNext() {
    await().until(() -> topics.announced().contains(GALLERY.next()));
  }

  private static String digest(List<String> bundles) {
    return EnsembleDigest.of(bundles);
  }
}
