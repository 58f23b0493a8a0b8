/** What a stage keeps on disk so that it can go on after a crash, and be built upon. */
package dev.cairn.train.checkpoint;
