/**
 * What a stage trains on: the rows of a published batch, their split into training and validation,
 * the order of the classes, and batches of pixels decoded ahead of the trainer.
 */
package dev.cairn.train.dataset;
