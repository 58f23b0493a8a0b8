/**
 * Photographs in tar files, read in place: where each one begins is looked up once and kept, the
 * reads are by position.
 */
package dev.cairn.train.archive;
