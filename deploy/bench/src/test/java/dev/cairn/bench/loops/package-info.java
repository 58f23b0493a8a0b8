/**
 * The hot loops by themselves, for the Java Microbenchmark Harness: {@code deploy/bench/loops.sh}.
 */
package dev.cairn.bench.loops;
