/** Finds the photographs of a folder and names them, the same way every time. */
package dev.cairn.pipeline.folder;
