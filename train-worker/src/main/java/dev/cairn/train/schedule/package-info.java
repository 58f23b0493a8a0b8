/** Learning rate of each epoch. */
package dev.cairn.train.schedule;
