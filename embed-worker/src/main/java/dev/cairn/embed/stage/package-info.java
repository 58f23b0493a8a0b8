/** What the embed stage does with a message: read, decode, resize, embed. */
package dev.cairn.embed.stage;
