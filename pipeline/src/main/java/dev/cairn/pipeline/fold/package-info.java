/** The stratified split of a dataset into folds, equal to the original's bit for bit. */
package dev.cairn.pipeline.fold;
