/** What the training events add up to, for people: stages, their figures and their time left. */
package dev.cairn.standalone.training;
