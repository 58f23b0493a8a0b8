package dev.cairn.standalone.gallery;

/** The images of one generation that are still on their way to another one. For one thread. */
final class Awaited {
  private final Generation source;
  private final Generation target;
  private final ImageTable images = new ImageTable();

  Awaited(Generation source, Generation target) {
    this.source = source;
    this.target = target;
    source.table().forEach(this::update);
  }

  /** To be called when an image came or went in one of the generations, or failed. */
  void update(long image) {
    if (source.awaitedBy(target, image)) {
      images.put(image, 0);
    } else {
      images.remove(image);
    }
  }

  int size() {
    return images.size();
  }
}
