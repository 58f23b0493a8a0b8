/** {@code cairn evaluate}: how good predictions are, as text, as tables and as a page. */
package dev.cairn.standalone.evaluation;
