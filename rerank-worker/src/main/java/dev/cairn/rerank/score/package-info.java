/** From cosines to candidates: pure functions, so that a recorded topic can be scored again. */
package dev.cairn.rerank.score;
