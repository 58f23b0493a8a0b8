package dev.cairn.embed;

import dev.cairn.embed.session.Ensemble;
import dev.cairn.embed.stage.Work;
import dev.cairn.pipeline.stage.StageLoop;

/** A loaded ensemble, and the loop that brings to it what the gallery has in other generations. */
record Generation(Ensemble ensemble, StageLoop<Work> loop) {

  String digest() {
    return ensemble.digest();
  }
}
