package dev.cairn.ingest.folder;

import java.nio.file.Path;
import java.util.Optional;

/**
 * A photograph in a folder.
 *
 * @param imageId unique in its folder
 * @param landmarkId the landmark shown, for gallery photographs
 * @param file inside the folder, no link
 */
public record Photo(String imageId, Optional<String> landmarkId, Path file) {}
