package dev.cairn.train.dataset;

/** One photograph as the trainer sees it: its claim check and the class it shows. */
public record Sample(String imageId, String uri, int classIndex) {}
