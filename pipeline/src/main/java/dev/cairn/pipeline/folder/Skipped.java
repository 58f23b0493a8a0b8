package dev.cairn.pipeline.folder;

import java.nio.file.Path;

/** A file that is not published, and why. */
public record Skipped(Path file, Reason reason) {

  /** Why a file is left out. */
  public enum Reason {
    /** Over the size that a message or the workers accept. */
    TOO_LARGE,
    /** Links are never followed: they may lead out of the folder. */
    SYMBOLIC_LINK,
    /** A gallery photograph lies in a folder that is named by its landmark. */
    OUTSIDE_LANDMARK_FOLDER,
    /** The file is named by the caller, but not like a photograph. */
    NO_PHOTOGRAPH,
    /** The file or folder cannot be read. */
    UNREADABLE
  }
}
