package dev.cairn.embed.stage;

import dev.cairn.schemas.avro.ImageRecord;
import java.util.Optional;

/** What a message asks for. */
sealed interface Request permits Request.Photograph, Settled {

  /**
   * To embed a photograph.
   *
   * @param source digest of the ensemble whose gallery it comes from, if from one
   */
  record Photograph(ImageRecord image, Optional<String> source) implements Request {}
}
