/** Which ensemble serves: follows the announcements and switches between micro-batches. */
package dev.cairn.embed.ensemble;
