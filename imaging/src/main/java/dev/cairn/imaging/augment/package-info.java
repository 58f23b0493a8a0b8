/** Random changes to training images: drawn by a seeded generator, then applied exactly. */
package dev.cairn.imaging.augment;
