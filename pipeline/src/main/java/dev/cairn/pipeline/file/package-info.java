/** Whole files: written atomically, named by their digest. */
package dev.cairn.pipeline.file;
