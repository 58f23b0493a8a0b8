package dev.cairn.rerank.score;

import static dev.cairn.rerank.score.TestEvidence.biased;
import static dev.cairn.rerank.score.TestEvidence.model;
import static dev.cairn.rerank.score.TestEvidence.neighbour;
import static org.assertj.core.api.Assertions.assertThat;

import dev.cairn.rerank.classes.ClassCosine;
import org.junit.jupiter.api.Test;

class EvidenceTest {
  private final Evidence all =
      TestEvidence.of(neighbour("a", "tower", 0.9), neighbour("b", "bridge", 0.8))
          .classes(new ClassCosine("bridge", 0.7), new ClassCosine("tower", 0.6))
          .models(model(0.2, biased("a", "tower", 0.9, 0.1), biased("b", "bridge", 0.8, 0.1)))
          .build();

  @Test
  void aNarrowerSearchWouldHaveFoundItsBeginning() {
    Evidence narrow = all.within(new Needs(1, 1, 1, true));

    assertThat(narrow.neighbours()).containsExactly(neighbour("a", "tower", 0.9));
    assertThat(narrow.classes()).containsExactly(new ClassCosine("bridge", 0.7));
    assertThat(narrow.models()).containsExactly(model(0.2, biased("a", "tower", 0.9, 0.1)));
  }

  @Test
  void whatIsNotNeededIsNotThere() {
    Evidence narrow = all.within(new Needs(5, 0, 0, false));

    assertThat(narrow.neighbours()).hasSize(2);
    assertThat(narrow.classes()).isEmpty();
    assertThat(narrow.knowsNonLandmarks()).isFalse();
    assertThat(all.knowsNonLandmarks()).isTrue();
  }
}
