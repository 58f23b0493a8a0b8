/** {@code cairn demo}: photographs in, trained model, predictions out, with one command. */
package dev.cairn.standalone.demo;
