/** The train-worker as an application. */
package dev.cairn.train;
