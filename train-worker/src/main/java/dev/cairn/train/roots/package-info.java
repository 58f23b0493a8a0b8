/** What commands may name on the worker's disk. */
package dev.cairn.train.roots;
