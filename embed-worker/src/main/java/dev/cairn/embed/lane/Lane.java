package dev.cairn.embed.lane;

import dev.cairn.schemas.topic.Topic;

/** The two ways through the worker. */
public enum Lane {
  QUERIES(Topic.IMAGES, Topic.EMBEDDINGS),
  GALLERY(Topic.GALLERY_IMAGES, Topic.GALLERY);

  private final Topic input;
  private final Topic output;

  Lane(Topic input, Topic output) {
    this.input = input;
    this.output = output;
  }

  public Topic input() {
    return input;
  }

  public Topic output() {
    return output;
  }
}
