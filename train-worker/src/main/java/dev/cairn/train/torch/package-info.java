/** Networks on libtorch: forward pass, gradients, Adam, and their state in files. */
package dev.cairn.train.torch;
