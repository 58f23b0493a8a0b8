/**
 * The trainer: a process of its own that runs one stage from job file to bundle folder, and the
 * worker's end of it.
 */
package dev.cairn.train.trainer;
