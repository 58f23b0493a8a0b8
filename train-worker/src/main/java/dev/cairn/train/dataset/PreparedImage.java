package dev.cairn.train.dataset;

import java.util.OptionalInt;

/**
 * What became of a place in a batch.
 *
 * @param sample whose pixels are in the batch's buffer; empty when the place is left out
 * @param asPlanned false when the planned photograph could not be used
 */
record PreparedImage(OptionalInt sample, boolean asPlanned) {}
