package dev.cairn.standalone.demo;

import java.nio.file.Path;
import java.util.Optional;

/**
 * What a user may choose.
 *
 * @param photos {@code <landmark>/<photo>}; drawn when none
 * @param imageSize of the second stage, in pixels
 * @param epochs of the first stage
 * @param work folder that everything is written to
 */
public record DemoOptions(
    Optional<Path> photos,
    Optional<Path> queries,
    Optional<Path> nonLandmark,
    String architecture,
    int imageSize,
    int epochs,
    Path work) {}
