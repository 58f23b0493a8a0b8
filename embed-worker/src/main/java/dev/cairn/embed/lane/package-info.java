/** The two ways through the worker, and how they share its device. */
package dev.cairn.embed.lane;
