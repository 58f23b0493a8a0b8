package dev.cairn.standalone.doctor;

/**
 * One thing that was looked at.
 *
 * @param finding what was found; with the remedy when it did not pass
 */
public record Check(String name, boolean passed, String finding) {}
