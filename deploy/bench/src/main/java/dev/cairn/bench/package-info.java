/** What {@code cairn bench} measures, each figure beside the original's on two cores. */
package dev.cairn.bench;
