/** The report of a stage: one HTML page with its curves, its lineage and what befell it. */
package dev.cairn.standalone.training.report;
