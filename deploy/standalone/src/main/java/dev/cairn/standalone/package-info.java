/** The {@code cairn} command line, and all workers with a broker in one JVM. */
package dev.cairn.standalone;
