/** The generations of the gallery: what the topics hold of each, and which one serves. */
package dev.cairn.standalone.gallery;
