/** {@code cairn up}: broker and workers in one JVM over one folder. */
package dev.cairn.standalone.up;
