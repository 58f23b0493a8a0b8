/** Replays and tunings for people: where their index lies, and what they came to. */
package dev.cairn.standalone.replay;
