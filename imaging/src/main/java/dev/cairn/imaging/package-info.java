/**
 * Bytes of a photograph to pixels: checked against limits, decoded, turned upright, resized,
 * normalised. Every result has the bits that OpenCV and albumentations gave in the reference.
 */
package dev.cairn.imaging;
